"""How bad air is which colour. Pure."""

from signals import Color

# Dim: the LED lights a shelf, not a room.
PURPLE: Color = (16, 0, 24)
GREEN: Color = (0, 24, 0)
GREEN_BLUE: Color = (0, 20, 12)
YELLOW: Color = (24, 20, 0)
ORANGE: Color = (32, 12, 0)
RED: Color = (32, 0, 0)

_UP_TO = ((50, GREEN), (100, GREEN_BLUE), (150, YELLOW), (200, ORANGE))


def color_of(score: float | None) -> Color:
    """The colour of an air-quality score, purple while there is none."""
    if score is None:
        return PURPLE
    return next((color for limit, color in _UP_TO if score <= limit), RED)
