"""Reports temperature, relative humidity and pressure of a BME280; of a BMP280 all but the humidity."""
# /// script
# requires-python = ">=3.11"
#
# [tool.wasihal]
# i2c = ["{bus}:{address}"]
#
# [tool.wasihal.settings]
# bus = 1
# address = "0x76"
# oversampling-temperature = 2
# oversampling-pressure = 16
# oversampling-humidity = 1
# ///

import time

from componentize_py_types import Err
from wit_world import exports
from wit_world.exports.sensor import Measurement, Value_Number
from wit_world.imports import i2c, settings, types

from bme280 import Bme280, Reading, parse_address

CHECKS: dict[type, str] = {
    types.Error_NoAcknowledge: "nothing answers: check wiring, supply and the setting address (0x77 if SDO is high)",
    types.Error_Bus: "the bus is stuck: check pull-ups, and whether a device holds a line down",
    types.Error_Timeout: "a device holds the clock line: check wiring and supply",
    types.Error_NotPresent: "the board has no such bus: check the setting bus, and that the bus is switched on",
}


class Sensor(exports.Sensor):
    def __init__(self) -> None:
        self._chip: Bme280 | None = None
        self._place = ""

    def poll(self) -> list[Measurement]:
        if self._chip is None:
            self._chip = self._configure()
        try:
            return measurements(self._chip.read())
        except OSError as fault:
            raise Err(f"no reading from the BME280 at {self._place}: {fault}")

    def _configure(self) -> Bme280:
        try:
            bus = int(settings.get("bus"))
            address = parse_address(settings.get("address"))
            chip = Bme280(
                lambda device, write, read_len: transfer(bus, device, write, read_len),
                time.sleep,
                address,
                temperature_oversampling=int(settings.get("oversampling-temperature")),
                pressure_oversampling=int(settings.get("oversampling-pressure")),
                humidity_oversampling=int(settings.get("oversampling-humidity")),
            )
        except (TypeError, ValueError) as fault:
            raise Err(f"a setting is wrong: {fault}")
        self._place = f"{bus}:0x{address:02x}"
        return chip


def transfer(bus: int, address: int, write: bytes, read_len: int) -> bytes:
    try:
        return i2c.transfer(bus, address, write, read_len)
    except Err as error:
        check = CHECKS.get(type(error.value))
        raise OSError(f"{error}; {check}" if check else str(error)) from error


def measurements(reading: Reading) -> list[Measurement]:
    found = [Measurement("bme280", "temperature", Value_Number(reading.temperature_celsius), "Cel")]
    if reading.relative_humidity_percent is not None:
        found.append(Measurement("bme280", "relative_humidity", Value_Number(reading.relative_humidity_percent), "%"))
    found.append(Measurement("bme280", "pressure", Value_Number(reading.pressure_pascals), "Pa"))
    return found
