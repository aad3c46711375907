"""A score of the air from a heated gas sensor. Pure: times are given by the caller.

The score goes from 0 to 500, lower is better. It is this project's own, not Bosch's IAQ, whose formula is not public:

    gas      = resistance / baseline, at most 1     (the baseline is the cleanest air of the last 24 hours)
    humidity = 1 at 40 %RH, falling in a straight line to 0 at 0 and at 100 %RH
    score    = 500 * (1 - 0.75 * gas - 0.25 * humidity)

It compares the air with that of the same room, and with nothing else: 0 means as clean as it was at its best.
"""

from dataclasses import dataclass

from baseline import Baseline

GAS_SHARE, HUMIDITY_SHARE = 0.75, 0.25
BEST_HUMIDITY_PERCENT = 40.0
WORST_SCORE = 500.0

_HOUR, _DAY = 3600.0, 86400.0
# The hot plate has cooled down, and what the layer had burned off is back.
_LONGEST_GAP_SECONDS = 60.0


def score_of(gas_ohms: float, baseline_ohms: float, relative_humidity_percent: float) -> float:
    """The score, 0 to 500."""
    gas = min(gas_ohms / baseline_ohms, 1.0)
    below = relative_humidity_percent <= BEST_HUMIDITY_PERCENT
    distance = relative_humidity_percent - BEST_HUMIDITY_PERCENT
    humidity = 1 - abs(distance) / (BEST_HUMIDITY_PERCENT if below else 100 - BEST_HUMIDITY_PERCENT)
    return min(max(WORST_SCORE * (1 - GAS_SHARE * gas - HUMIDITY_SHARE * humidity), 0.0), WORST_SCORE)


@dataclass(frozen=True)
class AirQuality:
    """What can be said of the air now."""

    score: float | None
    """0 to 500, none during burn-in."""
    accuracy: int
    """0 burn-in; else by how long has been measured for the baseline: 1 below 1 h, 2 below 24 h, 3 from then on."""


class AirJudge:
    """Follows one sensor. Times are seconds of a clock that never goes back.

    burn_in_seconds: how long the heater must have been stable without a break before the resistance means anything.
    """

    def __init__(self, burn_in_seconds: float, baseline: Baseline) -> None:
        self._burn_in_seconds = burn_in_seconds
        self._baseline = baseline
        self._stable_since: float | None = None
        self._last_gas: float | None = None
        self._last_learned: float | None = None

    def judge(self, gas_ohms: float | None, relative_humidity_percent: float, now: float) -> AirQuality:
        """Takes a reading; `gas_ohms` is none while the heater is not stable, which begins the burn-in anew."""
        if gas_ohms is None:
            self._begin_anew()
            return AirQuality(None, 0)
        if self._stable_since is None:
            self._stable_since = now
        self._last_gas = now
        if now - self._stable_since < self._burn_in_seconds:
            return AirQuality(None, 0)
        last = now if self._last_learned is None else self._last_learned
        self._last_learned = now
        self._baseline.add(gas_ohms, now - last)
        learned = self._baseline.learned_seconds
        accuracy = 1 if learned < _HOUR else 2 if learned < _DAY else 3
        return AirQuality(score_of(gas_ohms, self._baseline.ohms, relative_humidity_percent), accuracy)

    def miss(self, now: float) -> None:
        """There was no reading. After a minute of that the burn-in begins anew: the sensor was likely off."""
        if self._last_gas is not None and now - self._last_gas > _LONGEST_GAP_SECONDS:
            self._begin_anew()

    def _begin_anew(self) -> None:
        self._stable_since = self._last_gas = self._last_learned = None
        self._baseline.pause()
