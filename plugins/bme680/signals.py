"""A status LED and an alarm that never keep a reading back. Pure: what lights, sounds and tells is injected.

Nothing here knows its plugin.
"""

from collections.abc import Callable

Color = tuple[int, int, int]

DARK: Color = (0, 0, 0)


class Attempts:
    """Does what may be refused, and tells each new reason once, and once that it works again.

    what: what is tried, to begin the message with.
    refused: the exception that means a refusal; any other goes on.
    tell: takes whether it works, and the message.
    """

    def __init__(self, what: str, refused: type[Exception], tell: Callable[[bool, str], None]) -> None:
        self._what = what
        self._refused = refused
        self._tell = tell
        self._fault: str | None = None

    def do(self, action: Callable[[], None]) -> bool:
        """Whether it was done."""
        try:
            action()
        except self._refused as error:
            fault = str(error)
            if fault != self._fault:
                self._fault = fault
                self._tell(False, f"{self._what} does not work: {fault}")
            return False
        if self._fault is not None:
            self._fault = None
            self._tell(True, f"{self._what} works again")
        return True


class StatusLed:
    """One LED that is set when its colour changes. A refused colour is tried again at the next call."""

    def __init__(self, light: Callable[[Color], None], attempts: Attempts) -> None:
        self._light = light
        self._attempts = attempts
        self._shown: Color | None = None

    def show(self, color: Color) -> None:
        if color != self._shown and self._attempts.do(lambda: self._light(color)):
            self._shown = color


class Alarm:
    """A state with two thresholds, so that it does not flutter between them; it sounds when it begins.

    begins, ends: whether a value begins the alarm, or ends it; between the two it stays.
    sound: called when it begins, but not for the first value: a plugin that is started in an alarm has not found it.
    A refused sound is not made up for later.
    """

    def __init__(
        self,
        begins: Callable[[float], bool],
        ends: Callable[[float], bool],
        sound: Callable[[], None],
        attempts: Attempts,
    ) -> None:
        self._begins = begins
        self._ends = ends
        self._sound = sound
        self._attempts = attempts
        self._is_on: bool | None = None

    def update(self, value: float | None) -> bool | None:
        """The alarm's state: none for an unknown value, which changes nothing."""
        if value is None:
            return None
        was_on = self._is_on
        self._is_on = not self._ends(value) if was_on else self._begins(value)
        if self._is_on and was_on is False:
            self._attempts.do(self._sound)
        return self._is_on
