"""Reports the machine itself, shows its temperature as the colour of one LED, and cools it with a fan."""
# /// script
# requires-python = ">=3.11"
#
# [tool.wasihal]
# leds = ["{led}"]
# relays = ["{fan}"]
# buzzer = "{fan-beeps}"
#
# [tool.wasihal.settings]
# led = 3
# orange-above = 60
# red-above = 75
# # The alarm, and the LED red, from the upper temperature until the lower one.
# overheated-at = 80
# overheated-released-at = 75
# # The fan's relay, "" for no fan: on from the upper temperature until the lower one.
# fan = "fan"
# threshold-on = 40.0
# threshold-off = 28.0
# # It runs as well when the temperature has been unknown for so long.
# unknown-seconds = 60
# fan-beeps = false
# ///

import time

from componentize_py_types import Err
from wit_world import exports
from wit_world.exports.sensor import Measurement, Value_Flag, Value_Number
from wit_world.imports import settings, system_info

from cooling import Cooling
from fan import Band, FanRule
from heat import RED, Thresholds
from signals import StatusLed


class Sensor(exports.Sensor):
    def __init__(self) -> None:
        self._thresholds: Thresholds | None = None
        self._led = StatusLed(0)
        self._overheating: Band | None = None
        self._is_overheated = False
        self._cooling: Cooling | None = None

    def poll(self) -> list[Measurement]:
        if self._thresholds is None:
            self._configure()
        temperature = system_info.cpu_temperature()
        found = measurements(temperature)
        if self._cooling is not None:
            fan = self._cooling.follow(temperature, time.monotonic())
            if fan is not None:
                found.append(Measurement("board", "fan", Value_Flag(fan), ""))
        if self._overheating is not None and temperature is not None:
            self._is_overheated = self._overheating.follow(self._is_overheated, temperature)
            found.append(Measurement("board", "alarm_overheated", Value_Flag(self._is_overheated), ""))
        self._show(temperature)
        return found

    def _configure(self) -> None:
        try:
            self._led = StatusLed(int(settings.get("led")))
            if settings.get("overheated-at"):
                self._overheating = band("overheated-at", "overheated-released-at")
            if relay := settings.get("fan"):
                rule = FanRule(band("threshold-on", "threshold-off"), float(settings.get("unknown-seconds")))
                self._cooling = Cooling(relay, rule, beeps=settings.get("fan-beeps") == "true")
            self._thresholds = Thresholds(float(settings.get("orange-above")), float(settings.get("red-above")))
        except (TypeError, ValueError) as fault:
            raise Err(f"a setting is wrong: {fault}")

    def _show(self, temperature: float | None) -> None:
        """An unknown temperature is dark."""
        color = self._thresholds.color(temperature)
        self._led.show(RED if color is not None and self._is_overheated else color)


def band(on_key: str, off_key: str) -> Band:
    return Band(float(settings.get(on_key)), float(settings.get(off_key)), on_key, off_key)


def measurements(temperature: float | None) -> list[Measurement]:
    """What the machine can tell; what it cannot is left out."""
    numbers = (
        ("cpu_temperature", temperature, "Cel"),
        ("cpu_use", system_info.cpu_use(), "%"),
        ("memory_used", system_info.memory_used(), "By"),
        ("memory_total", system_info.memory_total(), "By"),
        ("uptime", system_info.uptime(), "s"),
    )
    found = [
        Measurement("board", quantity, Value_Number(float(value)), unit)
        for quantity, value, unit in numbers
        if value is not None
    ]
    throttled = system_info.throttled()
    if throttled is not None:
        found.append(Measurement("board", "throttled", Value_Flag(throttled), ""))
    return found
