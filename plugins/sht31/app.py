"""Reports temperature and relative humidity of an SHT31."""
# /// script
# requires-python = ">=3.11"
#
# [tool.wasihal]
# i2c = ["{bus}:{address}"]
#
# [tool.wasihal.settings]
# bus = 1
# address = "0x44"
# ///

import time

from componentize_py_types import Err
from wit_world import exports
from wit_world.exports.sensor import Measurement, Value_Number
from wit_world.imports import i2c, settings, types

from sht31 import Reading, Sht31, parse_address

CHECKS: dict[type, str] = {
    types.Error_NoAcknowledge: "nothing answers: check wiring, supply and the setting address (0x45 if ADDR is high)",
    types.Error_Bus: "the bus is stuck: check pull-ups, and whether a device holds a line down",
    types.Error_Timeout: "a device holds the clock line: check wiring and supply",
    types.Error_NotPresent: "the board has no such bus: check the setting bus, and that the bus is switched on",
}


class Sensor(exports.Sensor):
    def __init__(self) -> None:
        self._chip: Sht31 | None = None
        self._place = ""

    def poll(self) -> list[Measurement]:
        if self._chip is None:
            self._chip = self._configure()
        try:
            return measurements(self._chip.read())
        except OSError as fault:
            raise Err(f"no reading from the SHT31 at {self._place}: {fault}")

    def _configure(self) -> Sht31:
        try:
            bus = int(settings.get("bus"))
            address = parse_address(settings.get("address"))
        except (TypeError, ValueError) as fault:
            raise Err(f"a setting is wrong: {fault}")
        self._place = f"{bus}:0x{address:02x}"
        return Sht31(lambda device, write, read_len: transfer(bus, device, write, read_len), time.sleep, address)


def transfer(bus: int, address: int, write: bytes, read_len: int) -> bytes:
    try:
        return i2c.transfer(bus, address, write, read_len)
    except Err as error:
        check = CHECKS.get(type(error.value))
        raise OSError(f"{error}; {check}" if check else str(error)) from error


def measurements(reading: Reading) -> list[Measurement]:
    return [
        Measurement("sht31", "temperature", Value_Number(reading.temperature_celsius), "Cel"),
        Measurement("sht31", "relative_humidity", Value_Number(reading.relative_humidity_percent), "%"),
    ]
