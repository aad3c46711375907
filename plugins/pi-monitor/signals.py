"""An LED and a buzzer as signals: what is refused or missing is told once and keeps no reading back."""

from componentize_py_types import Err
from wit_world.imports import buzzer, leds, log

Color = tuple[int, int, int]


class Notice:
    """Tells the log when something fails, when the reason changes, and when it works again."""

    def __init__(self, what: str) -> None:
        self._what = what
        self._fault: str | None = None

    def failed(self, fault: Err) -> None:
        reason = str(fault)
        if reason != self._fault:
            log.write(log.Level.WARNING, f"{self._what} stays as it is: {reason}")
        self._fault = reason

    def worked(self) -> None:
        if self._fault is not None:
            log.write(log.Level.INFO, f"{self._what} works again")
            self._fault = None


class StatusLed:
    """One LED. Nothing is sent while its colour stays the same."""

    def __init__(self, index: int) -> None:
        self._index = index
        self._shown: Color | None = None
        self._notice = Notice(f"LED {index}")

    def show(self, color: Color | None) -> None:
        """None is dark."""
        if color == self._shown:
            return
        try:
            leds.set(self._index, *(color or (0, 0, 0)))
            leds.show()
        except Err as error:
            self._notice.failed(error)
            return
        self._shown = color
        self._notice.worked()


class Beeper:
    """The buzzer. What it cannot play now is not played later."""

    def __init__(self) -> None:
        self._notice = Notice("the buzzer")

    def beep(self, count: int, on_ms: int, off_ms: int) -> None:
        try:
            buzzer.beep(count, on_ms, off_ms)
        except Err as error:
            self._notice.failed(error)
            return
        self._notice.worked()
