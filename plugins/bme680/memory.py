"""Keeps the baseline over restarts. Pure: where to is injected."""

from collections.abc import Callable

from baseline import Baseline
from signals import Attempts

# A card wears with each write.
INTERVAL_SECONDS = 600.0


class Memory:
    """get, put: the place. tell: takes what becomes of a state that is there and cannot be used."""

    def __init__(
        self,
        baseline: Baseline,
        get: Callable[[], bytes | None],
        put: Callable[[bytes], None],
        attempts: Attempts,
        tell: Callable[[str], None],
    ) -> None:
        self._baseline = baseline
        self._get = get
        self._put = put
        self._attempts = attempts
        self._tell = tell
        self._is_loaded = False
        self._stored: bytes | None = None
        self._tried_at: float | None = None

    def load(self, unix_time: float) -> None:
        """Restores what is stored, once.

        A place that fails is asked again at the next call; until it answers nothing is stored.
        """
        if not self._is_loaded:
            self._is_loaded = self._attempts.do(lambda: self._restore(unix_time))

    def save(self, unix_time: float, now: float) -> None:
        """Stores the baseline if it says something new, at most every ten minutes of `now`, which never goes back."""
        if not self._is_loaded or self._baseline.ohms is None:
            return
        if self._tried_at is not None and now - self._tried_at < INTERVAL_SECONDS:
            return
        if self._baseline.is_saved_in(self._stored, unix_time):
            return
        self._tried_at = now
        state = self._baseline.save(unix_time)
        if self._attempts.do(lambda: self._put(state)):
            self._stored = state

    def _restore(self, unix_time: float) -> None:
        state = self._get()
        if state is None:
            return
        try:
            self._baseline.restore(state, unix_time)
        except ValueError as unusable:
            self._tell(f"the stored baseline is not used: {unusable}")
            return
        self._stored = state
