"""When air is hot, cold, humid or dry. Pure: no host."""

from dataclasses import dataclass

Color = tuple[int, int, int]

# Dim: the LED lights a shelf, not a room.
GREEN: Color = (0, 24, 0)
ORANGE: Color = (32, 12, 0)
RED: Color = (32, 0, 0)
BLUE: Color = (0, 0, 32)


@dataclass(frozen=True)
class Limits:
    """Temperatures in °C, relative humidities in %. An alarm ends when the value has come back by the dead band."""

    hot_at: float = 30
    cold_at: float = 15
    orange_above: float = 25
    temperature_dead_band: float = 2
    humid_at: float = 70
    dry_at: float = 25
    humidity_dead_band: float = 2

    def __post_init__(self) -> None:
        _demand_apart("cold-at", self.cold_at, "hot-at", self.hot_at, self.temperature_dead_band, "°C")
        _demand_apart("dry-at", self.dry_at, "humid-at", self.humid_at, self.humidity_dead_band, "%")


@dataclass(frozen=True)
class Alarms:
    """Which alarms are on."""

    hot: bool = False
    cold: bool = False
    humid: bool = False
    dry: bool = False


class Comfort:
    """Follows the air. It begins without an alarm, so that one that is on at the first reading is a new one."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self.alarms = Alarms()

    def follow(self, celsius: float, percent: float) -> Alarms:
        """Takes one reading and answers the alarms that are on after it."""
        limits, before = self._limits, self.alarms
        self.alarms = Alarms(
            hot=_at_least(before.hot, celsius, limits.hot_at, limits.temperature_dead_band),
            cold=_at_least(before.cold, -celsius, -limits.cold_at, limits.temperature_dead_band),
            humid=_at_least(before.humid, percent, limits.humid_at, limits.humidity_dead_band),
            dry=_at_least(before.dry, -percent, -limits.dry_at, limits.humidity_dead_band),
        )
        return self.alarms

    def color(self, celsius: float) -> Color:
        """The colour of a temperature, as long as an alarm lasts that of the alarm."""
        if self.alarms.hot:
            return RED
        if self.alarms.cold:
            return BLUE
        return ORANGE if celsius > self._limits.orange_above else GREEN


def _at_least(is_on: bool, value: float, limit: float, dead_band: float) -> bool:
    if value >= limit:
        return True
    return is_on and value > limit - dead_band


def _demand_apart(low_key: str, low: float, high_key: str, high: float, dead_band: float, unit: str) -> None:
    # Written so that "nan" is refused too.
    if not dead_band >= 0:
        raise ValueError(f"the dead band of {low_key} and {high_key} is {dead_band:g} {unit}; 0 or more is accepted")
    if not low + dead_band < high - dead_band:
        raise ValueError(
            f"{low_key} ({low:g} {unit}) must be below {high_key} ({high:g} {unit})"
            f" by more than twice the dead band ({dead_band:g} {unit})"
        )
