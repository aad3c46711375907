"""Shows that the node lives: one LED is blue and cyan in turn, a change at each poll."""
# /// script
# requires-python = ">=3.11"
#
# [tool.wasihal]
# readings = false
# leds = ["{led}"]
#
# [tool.wasihal.settings]
# led = 0
# ///

from componentize_py_types import Err
from wit_world import exports
from wit_world.exports.sensor import Measurement
from wit_world.imports import leds, log, settings

# Dim: the LED lights a shelf, not a room.
BLUE = (0, 0, 32)
CYAN = (0, 20, 20)


class Sensor(exports.Sensor):
    def __init__(self) -> None:
        self._led: int | None = None
        self._color = CYAN
        self._fault: str | None = None

    def poll(self) -> list[Measurement]:
        if self._led is None:
            self._configure()
        self._color = BLUE if self._color == CYAN else CYAN
        self._tell(self._show())
        return []

    def _configure(self) -> None:
        text = settings.get("led")
        try:
            led = int(text)
        except (TypeError, ValueError):
            raise Err(f"a setting is wrong: led is {text!r}, must be the number of an LED, 0 for the first") from None
        if led < 0:
            raise Err(f"a setting is wrong: led is {led}, must be 0 or above")
        self._led = led

    def _show(self) -> str | None:
        """Shows the colour; answers what kept it from being shown."""
        try:
            leds.set(self._led, *self._color)
            leds.show()
        except Err as error:
            return str(error)
        return None

    def _tell(self, fault: str | None) -> None:
        """A refused or missing LED is no failed poll, and is told once."""
        if fault == self._fault:
            return
        self._fault = fault
        if fault is None:
            log.write(log.Level.INFO, f"LED {self._led} beats again")
        else:
            log.write(log.Level.WARNING, f"LED {self._led} does not beat: {fault}")
