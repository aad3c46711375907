"""The cleanest air of the last 24 hours of measuring, as a gas resistance. Pure: times are given by the caller.

A slow upper envelope: resistances are smoothed over a minute, of each hour the highest is kept, and the baseline is the
highest of 24 full hours and the one that runs. An hour of bad air, or an evening, does not move it; after a day
without clean air it follows. Hours in which nothing is measured do not count.
"""

import json
from math import exp, inf

VERSION = 1

_HOUR = 3600.0
_HOURS = 25
_SMOOTHING_SECONDS = 60.0
# Saved state changes in such steps, so that it is not written more often than it says something new.
_STEP, _LATE_STEP, _LATE = 600.0, 3600.0, 86400.0
_LONGEST_AGE = 7 * 86400.0
# Far more than it ever needs, and too little to nest deeper than a parser can go.
_MOST_BYTES = 2000


class Baseline:
    """made_for: what the resistance depends on beside the air; a state that was made for something else is not used."""

    def __init__(self, made_for: str) -> None:
        self._made_for = made_for
        self._learned = 0.0
        self._hours: list[float] = []
        self._smooth: float | None = None

    @property
    def ohms(self) -> float | None:
        """The baseline, none before the first resistance."""
        return max(self._hours, default=None)

    @property
    def learned_seconds(self) -> float:
        """How long has been measured for it, restarts included."""
        return self._learned

    def add(self, ohms: float, seconds: float) -> None:
        """Takes a resistance that was measured so many seconds after the one before; 0 for the first."""
        # One value speaks for an hour at most, however seldom it is polled.
        seconds = min(max(seconds, 0.0), _HOUR)
        if self._smooth is None:
            self._smooth = ohms
        else:
            self._smooth += (ohms - self._smooth) * (1 - exp(-seconds / _SMOOTHING_SECONDS))
        hour = self._learned // _HOUR
        self._learned += seconds
        if not self._hours or self._learned // _HOUR > hour:
            self._hours = [self._smooth, *self._hours][:_HOURS]
        else:
            self._hours[0] = max(self._hours[0], self._smooth)

    def pause(self) -> None:
        """The sensor was off: the next resistance is not smoothed with those before."""
        self._smooth = None

    def save(self, now: float) -> bytes:
        """The state at a Unix time, as JSON. Without the time it changes every ten minutes at most."""
        return json.dumps({"saved": round(now), **self._content()}).encode()

    def is_saved_in(self, state: bytes | None, now: float) -> bool:
        """Whether a saved state says all that there is to say, and will not be too old soon."""
        if state is None:
            return False
        saved = json.loads(state)
        age = now - saved.pop("saved")
        return saved == self._content() and 0 <= age < _LONGEST_AGE / 7

    def restore(self, state: bytes, now: float) -> None:
        """Puts a saved state behind what has been learned since. `now` is a Unix time.

        Raises ValueError, and changes nothing, when it cannot be used: no state of this version, made for another
        heater, or more than seven days old. One from the future is used if it is no more than seven days ahead: a board
        without a battery starts with the time at which it was switched off, or with an earlier one.
        """
        learned, hours = self._read(state, now)
        # The hour that runs goes on; what has been learned meanwhile belongs to it.
        self._hours = [max((*self._hours, hours[0])), *hours[1:]]
        self._learned += learned

    def _content(self) -> dict[str, object]:
        step = _STEP if self._learned < _LATE else _LATE_STEP
        hours = [float(f"{ohms:.3g}") for ohms in self._hours]
        learned = self._learned // step * step
        return {"version": VERSION, "made_for": self._made_for, "learned": learned, "hours": hours}

    def _read(self, state: bytes, now: float) -> tuple[float, list[float]]:
        if len(state) > _MOST_BYTES:
            raise ValueError(f"it has {len(state)} bytes, accepted are {_MOST_BYTES}")
        try:
            saved = json.loads(state)
            version, made_for = saved["version"], saved["made_for"]
            if version != VERSION:
                raise ValueError(f"its version is {version}, accepted is {VERSION}")
            if made_for != self._made_for:
                raise ValueError(f"it was made for {made_for}, and this is {self._made_for}")
            age, learned = now - float(saved["saved"]), float(saved["learned"])
            hours = [float(ohms) for ohms in saved["hours"]]
        except (LookupError, TypeError, OverflowError, RecursionError) as fault:
            raise ValueError(f"it is no baseline: {fault!r}") from None
        if not abs(age) <= _LONGEST_AGE:
            raise ValueError(f"it is {age / 86400:.1f} days old, accepted are 7")
        if not 0 <= learned < inf or not 0 < len(hours) <= _HOURS or not all(0 < ohms < inf for ohms in hours):
            raise ValueError("its numbers make no sense")
        return learned, hours
