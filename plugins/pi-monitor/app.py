"""Reports the machine itself, and shows its temperature as the colour of one LED."""
# /// script
# requires-python = ">=3.11"
#
# [tool.wasihal]
# leds = ["{led}"]
#
# [tool.wasihal.settings]
# led = 3
# orange-above = 60
# red-above = 75
# ///

from componentize_py_types import Err
from wit_world import exports
from wit_world.exports.sensor import Measurement, Value_Flag, Value_Number
from wit_world.imports import leds, log, settings, system_info

from heat import Color, Thresholds


class Sensor(exports.Sensor):
    def __init__(self) -> None:
        self._thresholds: Thresholds | None = None
        self._led = 0
        self._shown: Color | None = None
        self._led_fault: str | None = None

    def poll(self) -> list[Measurement]:
        if self._thresholds is None:
            self._configure()
        temperature = system_info.cpu_temperature()
        self._show(self._thresholds.color(temperature))
        return measurements(temperature)

    def _configure(self) -> None:
        try:
            self._led = int(settings.get("led"))
            self._thresholds = Thresholds(float(settings.get("orange-above")), float(settings.get("red-above")))
        except (TypeError, ValueError) as fault:
            raise Err(f"a setting is wrong: {fault}")

    def _show(self, color: Color | None) -> None:
        """An unknown temperature is dark. A refused or missing LED is told once and keeps no reading back."""
        if color == self._shown:
            return
        try:
            leds.set(self._led, *(color or (0, 0, 0)))
            leds.show()
        except Err as error:
            fault = str(error)
            if fault != self._led_fault:
                log.write(log.Level.WARNING, f"LED {self._led} stays as it is: {fault}")
            self._led_fault = fault
            return
        self._shown = color
        if self._led_fault is not None:
            log.write(log.Level.INFO, f"LED {self._led} works again")
            self._led_fault = None


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
