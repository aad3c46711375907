"""Reports the dust that a PMS5003 counts: particles up to 1, 2.5 and 10 um."""
# /// script
# requires-python = ">=3.11"
#
# [tool.wasihal]
# uart = ["{port}"]
#
# [tool.wasihal.settings]
# port = "dust"
# warm-up-seconds = 30
# ///

import time
from collections.abc import Callable
from typing import TypeVar

from componentize_py_types import Err
from wit_world import exports
from wit_world.exports.sensor import Measurement, Value_Number
from wit_world.imports import settings, types, uart

from pms5003 import BAUD, Pms5003, Reading

Answer = TypeVar("Answer")

CHECKS: dict[type, str] = {
    types.Error_NotPresent: "the node has no such port: check the setting port, and [uart.NAME] of the configuration",
    types.Error_Busy: "another plugin has the port open: give each sensor a port of its own",
    types.Error_Timeout: "the port takes no more bytes: check its device",
}


class Sensor(exports.Sensor):
    def __init__(self) -> None:
        self._port = ""
        self._is_open = False
        self._sensor: Pms5003 | None = None

    def poll(self) -> list[Measurement]:
        if self._sensor is None:
            self._sensor = self._configure()
        try:
            if not self._is_open:
                called(uart.open, self._port, BAUD)
                self._is_open = True
            reading = self._sensor.read()
        except OSError as fault:
            # It is opened again: a port that was taken out and put back is another one.
            self._is_open = False
            raise Err(f"no reading from the PMS5003 on port {self._port}: {fault}")
        return [] if reading is None else measurements(reading)

    def _configure(self) -> Pms5003:
        self._port = settings.get("port") or ""
        try:
            warm_up_seconds = float(settings.get("warm-up-seconds"))
        except (TypeError, ValueError) as fault:
            raise Err(f"a setting is wrong: {fault}")
        # Written so that "nan" is refused too.
        if not 0 <= warm_up_seconds <= 600:
            raise Err(f"a setting is wrong: warm-up-seconds is {warm_up_seconds:g}; 0 to 600 is accepted")
        return Pms5003(self._read, self._write, time.sleep, warm_up_seconds=warm_up_seconds)

    def _read(self, max_len: int, timeout_seconds: float) -> bytes:
        return called(uart.read, self._port, max_len, round(timeout_seconds * 1000))

    def _write(self, data: bytes) -> None:
        called(uart.write, self._port, data)


def called(function: Callable[..., Answer], *arguments: str | int | bytes) -> Answer:
    """Calls the host; what fails is an OSError, as the driver knows it."""
    try:
        return function(*arguments)
    except Err as error:
        check = CHECKS.get(type(error.value))
        raise OSError(f"{error}; {check}" if check else str(error)) from error


def measurements(reading: Reading) -> list[Measurement]:
    return [
        Measurement("pms5003", "pm1", Value_Number(float(reading.pm1)), "ug/m3"),
        Measurement("pms5003", "pm2_5", Value_Number(float(reading.pm2_5)), "ug/m3"),
        Measurement("pms5003", "pm10", Value_Number(float(reading.pm10)), "ug/m3"),
    ]
