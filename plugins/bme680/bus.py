"""The host's I2C bus as a pure driver wants it, with words for what went wrong."""

from collections.abc import Callable

from componentize_py_types import Err
from wit_world.imports import i2c

# One transaction ends within a second whatever happens, so that a poll ends within the two that it has.
LATEST_START_SECONDS = 0.95

_HINTS = {
    "Error_NoAcknowledge": "nothing answers: check the wiring, the power, and whether SDO is low (0x76) or high (0x77)",
    "Error_Bus": "the bus is stuck: check SDA, SCL and their pull-ups, and the other devices on it",
    "Error_Timeout": "the device holds the bus and does not answer: check its power and the wiring",
    "Error_ArbitrationLost": "another controller took the bus",
    "Error_NotPresent": "there is no such bus: check the setting bus, and that I2C is switched on",
}


class Bus:
    """bus: its number. monotonic: a clock in seconds."""

    def __init__(self, bus: int, monotonic: Callable[[], float]) -> None:
        self._bus = bus
        self._monotonic = monotonic
        self._began = 0.0

    def begin(self) -> None:
        """A poll begins, and with it its time."""
        self._began = self._monotonic()

    def transfer(self, address: int, write: bytes, read_len: int) -> bytes:
        """One transaction. Raises OSError with what failed, where, and what to look at."""
        where = f"I2C {self._bus}:{address:#04x}"
        if self._monotonic() - self._began > LATEST_START_SECONDS:
            raise OSError(f"{where}: the bus is too slow: no measurement within {LATEST_START_SECONDS:g} s")
        try:
            return i2c.transfer(self._bus, address, write, read_len)
        except Err as error:
            hint = _HINTS.get(type(error.value).__name__)
            raise OSError(f"{where}: {error}" + (f", {hint}" if hint else "")) from error
