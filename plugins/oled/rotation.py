"""Which page is shown when. Pure: the clock is given."""

from collections.abc import Callable, Collection, Sequence

ALARM = "alarm"


class Rotation:
    """
    Each page in turn for `seconds`, however often it is asked. An alarm is shown when it begins, and then between any
    two other pages until it is over.
    """

    def __init__(self, seconds: float, clock: Callable[[], float]) -> None:
        # Written so that "nan" is refused too.
        if not 0 < seconds <= 86400:
            raise ValueError(f"page-seconds is {seconds:g}, must be above 0 and at most 86400")
        self._seconds = seconds
        self._clock = clock
        self._since = clock()
        self._names: tuple[str, ...] = ()
        self._name = ""
        self._alarms: frozenset[str] = frozenset()
        self._on_alarm = False

    def choose(self, names: Sequence[str], alarms: Collection[str]) -> str:
        """The name of the page to show, of those that there are, or ALARM. `alarms` are names of those that are on."""
        begun = not self._alarms.issuperset(alarms)
        over = self._on_alarm and not alarms
        due = self._take_due()
        self._alarms = frozenset(alarms)
        self._keep_place(tuple(names))
        if begun or over:
            self._on_alarm = begun
            self._since = self._clock()
        elif due:
            self._on_alarm = bool(alarms) and not self._on_alarm
            if not self._on_alarm:
                self._name = self._names[(self._names.index(self._name) + 1) % len(self._names)]
        return ALARM if self._on_alarm else self._name

    def _take_due(self) -> bool:
        """Whether the time of a page is over. What is left over counts for the next page, so that the mean holds."""
        periods = (self._clock() - self._since) // self._seconds
        if periods < 1:
            return False
        self._since += periods * self._seconds
        return True

    def _keep_place(self, names: tuple[str, ...]) -> None:
        """When the page that is shown is gone, the one that stands in its place follows."""
        if self._name not in names:
            place = self._names.index(self._name) if self._name in self._names else 0
            self._name = names[place % len(names)]
        self._names = names
