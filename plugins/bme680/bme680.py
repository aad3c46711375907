"""Driver of the BME680 and BME688 by Bosch: temperature, pressure, humidity and gas over I2C. Pure, knows no host.

Source: data sheet BST-BME680-DS001. The chip has no checksum. What this driver does in its place: everything that is
read once and used is read twice and compared, settings are read back, and what is outside of the chip's range is
refused. A fault that turns the same bits over in both reads is taken for the truth.
"""

from collections.abc import Callable
from dataclasses import dataclass

from compensation import BURSTS, Calibration, forced_seconds, gas_ohms_high, gas_wait_code

_CHIP_ID = 0x61
_OTHER_CHIPS = {
    0x50: "BMP388", 0x55: "BMP180", 0x56: "BMP280", 0x57: "BMP280", 0x58: "BMP280", 0x60: "BME280",
}  # fmt: skip

_RESET, _ID, _VARIANT, _FIELD, _SETTINGS = 0xE0, 0xD0, 0xF0, 0x1D, 0x5A
_RES_HEAT, _GAS_WAIT = 0x5A, 0x64
_CTRL_GAS_0, _CTRL_GAS_1, _CTRL_HUM, _CTRL_MEAS, _CONFIG = 0x70, 0x71, 0x72, 0x74, 0x75
_FIELD_LENGTH = 17
_SETTINGS_LENGTH = _CONFIG - _SETTINGS + 1
_FORCED = 0x01
_NEW_DATA, _STILL_MEASURING = 0x80, 0x60
_GAS_VALID, _HEATER_STABLE = 0x20, 0x10

_START_UP_SECONDS = 0.01
_STATUS_SECONDS = 0.005
# The data sheet's durations are typical ones; the chip's own oscillator is a few per cent off.
_PATIENCE = 1.2
_PATIENCE_SECONDS = 0.05

_OVERSAMPLING = {1: 1, 2: 2, 4: 3, 8: 4, 16: 5}
# The chip's range, and as much beyond as calibration and rounding may be off.
_CELSIUS = (-41.0, 86.0)
_PASCALS = (29_500.0, 110_500.0)
# The formula leaves 0 to 100 % in very dry and in saturated air; so far out it is no air.
_HUMIDITY = (-50.0, 150.0)


class Bme680Error(OSError):
    """The chip answered, and not with a measurement: another chip, settings that do not stay, no result in time."""


@dataclass(frozen=True)
class Reading:
    """One measurement."""

    temperature_celsius: float
    pressure_pascals: float
    relative_humidity_percent: float
    gas_resistance_ohms: float | None
    """None while the heater is not stable, and only then."""


class Bme680:
    """One chip. Nothing is sent before the first read.

    transfer: one I2C transaction: address, bytes to write, number of bytes to read; raises OSError when it fails.
    sleep: waits so many seconds.
    address: 0x76 (SDO low) or 0x77.
    ambient_celsius: the air's temperature until the chip has measured it, -40 to 85 °C.
    heater_celsius: of the gas sensor's hot plate, 200 to 400 °C.
    heater_milliseconds: how long it is heated before the gas is measured, 1 to 4,032 ms; about 30 are needed.
    oversampling: samples of temperature, pressure and humidity, each 1, 2, 4, 8 or 16.
    """

    def __init__(
        self,
        transfer: Callable[[int, bytes, int], bytes],
        sleep: Callable[[float], None],
        address: int = 0x77,
        ambient_celsius: float = 25,
        *,
        heater_celsius: float = 320,
        heater_milliseconds: int = 150,
        oversampling: tuple[int, int, int] = (8, 4, 2),
    ) -> None:
        shown = f"{address:#04x}" if isinstance(address, int) else repr(address)
        _require("address", shown, address in (0x76, 0x77), "0x76 or 0x77")
        _require("ambient_celsius", ambient_celsius, -40 <= ambient_celsius <= 85, "-40 to 85 °C")
        _require("heater_celsius", heater_celsius, 200 <= heater_celsius <= 400, "200 to 400 °C")
        _require("heater_milliseconds", heater_milliseconds, 1 <= heater_milliseconds <= 4032, "1 to 4032 ms")
        known = len(oversampling) == 3 and all(samples in _OVERSAMPLING for samples in oversampling)
        _require("oversampling", oversampling, known, "three of 1, 2, 4, 8 and 16")
        self._transfer = transfer
        self._sleep = sleep
        self._address = address
        self._ambient_celsius = ambient_celsius
        self._heater_celsius = heater_celsius
        self._gas_wait = gas_wait_code(int(heater_milliseconds))
        temperature, pressure, humidity = (_OVERSAMPLING[n] for n in oversampling)
        self._ctrl_meas = temperature << 5 | pressure << 2
        self._ctrl_hum = humidity
        self._seconds = forced_seconds(*oversampling) + heater_milliseconds / 1000
        self._calibration: Calibration | None = None
        self._is_high_gas = False
        self._settings: dict[int, int] = {}

    def read(self) -> Reading:
        """Makes one forced measurement, which takes 0.2 s unless the heater is set otherwise.

        Raises OSError, and Bme680Error when the chip answers and has no measurement. The next read then begins anew,
        with a reset and the calibration. It also does so when the chip has lost its settings, and with them maybe its
        place to another chip.
        """
        calibration = self._calibration
        # Known again only when the whole measurement has come.
        self._calibration = None
        if calibration is None or self._differences():
            calibration = self._initialise()
        self._measure(calibration)
        reading = self._decode(calibration, self._fetch())
        if lost := self._differences():
            raise Bme680Error(f"{self} lost its settings while it measured, or did not take them: {lost}")
        self._calibration = calibration
        self._ambient_celsius = reading.temperature_celsius
        return reading

    def __str__(self) -> str:
        return f"the BME680 at {self._address:#04x}"

    def _initialise(self) -> Calibration:
        [chip] = self._get(_ID, 1)
        if chip != _CHIP_ID:
            name = _OTHER_CHIPS.get(chip, "an unknown chip")
            raise Bme680Error(
                f"at {self._address:#04x} answers a {name} (chip id {chip:#04x}), no BME680 ({_CHIP_ID:#04x}): "
                "are the addresses 0x76 and 0x77 swapped?"
            )
        self._put({_RESET: 0xB6})
        self._sleep(_START_UP_SECONDS)
        try:
            calibration = Calibration.read(*(self._get_twice(register, length) for register, length in BURSTS))
        except ValueError as empty:
            raise Bme680Error(f"{self} cannot be used: {empty}") from None
        self._is_high_gas = self._get_twice(_VARIANT, 1) == b"\x01"
        return calibration

    def _measure(self, calibration: Calibration) -> None:
        self._settings = {
            _RES_HEAT: calibration.heater_code(self._heater_celsius, self._ambient_celsius),
            _GAS_WAIT: self._gas_wait,
            _CTRL_GAS_0: 0x00,
            _CTRL_GAS_1: 0x20 if self._is_high_gas else 0x10,
            _CTRL_HUM: self._ctrl_hum,
            _CONFIG: 0x00,
        }
        self._put(self._settings)
        self._settings[_CTRL_MEAS] = self._ctrl_meas
        self._put({_CTRL_MEAS: self._ctrl_meas | _FORCED})
        if self._get(_CTRL_MEAS, 1)[0] & 3 != _FORCED:
            # Finished already, or the start was lost on its way: then the last results would pass for new ones.
            self._put({_CTRL_MEAS: self._ctrl_meas | _FORCED})

    def _fetch(self) -> bytes:
        """The registers of a finished measurement."""
        waited = self._seconds
        self._sleep(waited)
        limit = self._seconds * _PATIENCE + _PATIENCE_SECONDS
        while True:
            field = self._get(_FIELD, _FIELD_LENGTH)
            if field[0] & _NEW_DATA and not field[0] & _STILL_MEASURING:
                break
            if waited >= limit:
                raise Bme680Error(f"{self} has no result after {waited * 1000:.0f} ms (status {field[0]:#04x})")
            self._sleep(_STATUS_SECONDS)
            waited += _STATUS_SECONDS
        # The first byte is the status, which reading may change.
        if self._get(_FIELD, _FIELD_LENGTH)[1:] != field[1:]:
            raise Bme680Error(f"{self} gave one result in two ways: the bus is disturbed, or others use the chip")
        return field

    def _decode(self, calibration: Calibration, field: bytes) -> Reading:
        pressure, temperature = (int.from_bytes(field[at : at + 3], "big") >> 4 for at in (2, 5))
        humidity = int.from_bytes(field[8:10], "big")
        for name, raw, skipped in (
            ("temperature", temperature, 0x80000), ("pressure", pressure, 0x80000), ("humidity", humidity, 0x8000),
        ):  # fmt: skip
            if raw == skipped:
                raise Bme680Error(f"{self} did not measure its {name}: it has been reset, or lost its power, meanwhile")
        fine = calibration.fine_temperature(temperature)
        celsius = fine / 5120
        self._within("temperature", celsius, _CELSIUS, "°C")
        pascals = calibration.pascals(pressure, fine)
        self._within("pressure", pascals, _PASCALS, "Pa")
        percent = calibration.humidity_percent(humidity, celsius)
        self._within("relative humidity", percent, _HUMIDITY, "%")
        return Reading(celsius, pascals, min(max(percent, 0.0), 100.0), self._gas(calibration, field))

    def _gas(self, calibration: Calibration, field: bytes) -> float | None:
        raw = int.from_bytes(field[15:17] if self._is_high_gas else field[13:15], "big")
        if not raw & _HEATER_STABLE:
            return None
        if not raw & _GAS_VALID:
            raise Bme680Error(f"{self} did not measure the gas although its heater was stable")
        adc, gas_range = raw >> 6, raw & 0x0F
        return gas_ohms_high(adc, gas_range) if self._is_high_gas else calibration.gas_ohms(adc, gas_range)

    def _within(self, name: str, value: float, bounds: tuple[float, float], unit: str) -> None:
        # Written so that NaN is refused too.
        if not bounds[0] <= value <= bounds[1]:
            raise Bme680Error(f"{self} gave a {name} of {value:.1f} {unit}, which is no air: the bus is disturbed")

    def _differences(self) -> str:
        """Settings that are not in the chip, in words. Its mode, which changes by itself, is no setting."""
        there = self._get(_SETTINGS, _SETTINGS_LENGTH)
        wrong = []
        for register, value in self._settings.items():
            held = there[register - _SETTINGS] & (0xFC if register == _CTRL_MEAS else 0xFF)
            if held != value:
                wrong.append(f"register {register:#04x} has {held:#04x} for {value:#04x}")
        return ", ".join(wrong)

    def _get_twice(self, register: int, length: int) -> bytes:
        data = self._get(register, length)
        if self._get(register, length) != data:
            raise Bme680Error(f"{self} gave register {register:#04x} in two ways: the bus is disturbed")
        return data

    def _get(self, register: int, length: int) -> bytes:
        data = bytes(self._transfer(self._address, bytes([register]), length))
        if len(data) != length:
            raise Bme680Error(f"{self} gave {len(data)} bytes for {length}")
        return data

    def _put(self, values: dict[int, int]) -> None:
        """Writes do not step on by themselves: each value goes with its register."""
        self._transfer(self._address, bytes(byte for pair in values.items() for byte in pair), 0)


def _require(name: str, value: object, is_accepted: bool, accepted: str) -> None:
    if not is_accepted:
        raise ValueError(f"{name} is {value}, accepted is {accepted}")
