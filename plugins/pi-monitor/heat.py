"""How warm is how red. Pure: no host, no state."""

from dataclasses import dataclass

Color = tuple[int, int, int]

# Dim: the LED lights a shelf, not a room.
GREEN: Color = (0, 24, 0)
ORANGE: Color = (32, 12, 0)
RED: Color = (32, 0, 0)


@dataclass(frozen=True)
class Thresholds:
    """Temperatures in °C above which the colour changes."""

    orange_above: float
    red_above: float

    def __post_init__(self) -> None:
        # Written so that "nan" is refused too.
        if not self.orange_above < self.red_above:
            raise ValueError(f"orange-above ({self.orange_above:g} °C) must be below red-above ({self.red_above:g} °C)")

    def color(self, celsius: float | None) -> Color | None:
        """The colour of a temperature, none for an unknown one."""
        if celsius is None:
            return None
        if celsius > self.red_above:
            return RED
        return ORANGE if celsius > self.orange_above else GREEN
