"""A BME280, or a BMP280, on I2C. Pure: no host. Source: BST-BME280-DS002, sections 4 and 5."""

from collections.abc import Callable
from dataclasses import dataclass

from formulas import Calibration

CHIP_BME280 = 0x60
CHIP_BMP280 = 0x58

OVERSAMPLING = {1: 1, 2: 2, 4: 3, 8: 4, 16: 5}

_SKIPPED = 0x80000
_SKIPPED_HUMIDITY = 0x8000
_MEASURING = 0x08
_COPYING = 0x01
_PAUSE_SECONDS = 0.002


@dataclass(frozen=True)
class Reading:
    """One measurement. A BMP280 measures no humidity; nothing else leaves it out."""

    temperature_celsius: float
    pressure_pascals: float
    relative_humidity_percent: float | None


class Bme280:
    """Every `read` stands alone: it resets the chip, so that a replugged, a restarted or another chip makes no
    difference and nothing that was measured before can be taken for new.

    `transfer(address, write, read_len)` is one bus transaction and raises OSError; `sleep` takes seconds.
    """

    def __init__(
        self,
        transfer: Callable[[int, bytes, int], bytes],
        sleep: Callable[[float], None],
        address: int = 0x76,
        *,
        temperature_oversampling: int = 2,
        pressure_oversampling: int = 16,
        humidity_oversampling: int = 1,
    ) -> None:
        self._transfer = transfer
        self._sleep = sleep
        self._address = address
        self._temperature = _code("oversampling-temperature", temperature_oversampling)
        self._pressure = _code("oversampling-pressure", pressure_oversampling)
        self._humidity = _code("oversampling-humidity", humidity_oversampling)
        # Section 9.1, the longest times, and half as much again.
        samples = temperature_oversampling + pressure_oversampling + humidity_oversampling
        self._longest_seconds = 1.5 * (0.00125 + 0.0023 * samples + 2 * 0.000575)

    def read(self) -> Reading:
        """Measures once. OSError: the bus failed, another chip is there, or it gave no result."""
        chip = self._read(0xD0, 1)[0]
        if chip not in (CHIP_BME280, CHIP_BMP280):
            raise OSError(f"what is at 0x{self._address:02x} has id 0x{chip:02x}; a BME280 has 0x60, a BMP280 0x58")
        has_humidity = chip == CHIP_BME280
        self._reset()
        first = self._read_twice(0x88, 26)
        calibration = Calibration.unpack(first, self._read_twice(0xE1, 7) if has_humidity else None)
        # A skipped channel's code is also that of one value in 65,536 and more; the next one is another.
        return self._measure(calibration, has_humidity) or self._measure(calibration, has_humidity) or self._refuse()

    def _reset(self) -> None:
        self._transfer(self._address, b"\xe0\xb6", 0)
        self._sleep(_PAUSE_SECONDS + 0.001)
        self._wait(_COPYING, 0.02, "does not finish its reset")

    def _measure(self, calibration: Calibration, has_humidity: bool) -> Reading | None:
        if has_humidity:
            # It counts from the next write of ctrl_meas on.
            self._transfer(self._address, bytes((0xF2, self._humidity)), 0)
        self._transfer(self._address, bytes((0xF4, self._temperature << 5 | self._pressure << 2 | 1)), 0)
        self._sleep(self._longest_seconds / 1.5)
        self._wait(_MEASURING, self._longest_seconds, "does not finish its measurement")
        field = self._read_twice(0xF7, 8 if has_humidity else 6)
        pressure, temperature = (int.from_bytes(field[at:at + 3], "big") >> 4 for at in (0, 3))
        humidity = int.from_bytes(field[6:8], "big") if has_humidity else None
        if _SKIPPED in (pressure, temperature) or humidity == _SKIPPED_HUMIDITY:
            return None
        fine = calibration.fine_temperature(temperature)
        return _plausible(Reading(
            fine / 5120,
            calibration.pascals(pressure, fine),
            None if humidity is None else calibration.percent(humidity, fine),
        ))

    def _refuse(self) -> Reading:
        raise OSError("the chip left out a channel although it was asked for all of them")

    def _wait(self, bit: int, seconds: float, what: str) -> None:
        for _ in range(1 + round(seconds / _PAUSE_SECONDS)):
            if not self._read(0xF3, 1)[0] & bit:
                return
            self._sleep(_PAUSE_SECONDS)
        raise OSError(f"the chip at 0x{self._address:02x} {what} within {seconds * 1000:.0f} ms")

    def _read_twice(self, register: int, count: int) -> bytes:
        """There are no check bytes on this bus: what is read the same twice stands in for them."""
        data = self._read(register, count)
        if self._read(register, count) != data:
            raise OSError("two reads of the same registers differ: the bus is disturbed, check cable and pull-ups")
        return data

    def _read(self, register: int, count: int) -> bytes:
        data = self._transfer(self._address, bytes((register,)), count)
        if len(data) != count:
            raise OSError(f"{len(data)} bytes came from register 0x{register:02x} instead of {count}")
        return data


def _code(key: str, times: int) -> int:
    if times not in OVERSAMPLING:
        raise ValueError(f"{key} is {times}; 1, 2, 4, 8 or 16 is accepted")
    return OVERSAMPLING[times]


def _plausible(reading: Reading) -> Reading:
    # The chip's range (-40 to 85 °C, 30,000 to 110,000 Pa) with some room for what it is off.
    if not (-45 <= reading.temperature_celsius <= 90 and 25_000 <= reading.pressure_pascals <= 115_000):
        raise OSError(
            f"the chip tells {reading.temperature_celsius:.1f} °C and {reading.pressure_pascals:.0f} Pa, which it"
            " cannot measure: the bus is disturbed or the chip is broken"
        )
    return reading


def parse_address(text: str) -> int:
    """Understands 0x76 or 118. ValueError: neither, or no address of this chip."""
    address = int(text, 0)
    if address not in (0x76, 0x77):
        raise ValueError(f"address is {text}; 0x76 or 0x77 is accepted")
    return address
