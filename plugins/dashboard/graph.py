"""The last hour of a series as a small line. Pure."""

from collections.abc import Sequence

from html_builder import Html, element
from units import shown_range

WIDTH = 240
HEIGHT = 64
_MARGIN = 4
WINDOW_SECONDS = 3600.0
# Readings further apart than this many usual steps have a gap between them, not a line.
_GAP_STEPS = 4

Points = Sequence[tuple[float, float | bool | str]]
"""Seconds ago, and the value."""


def graph(name: str, points: Points, unit: str, most: int) -> tuple[Html, str] | None:
    """The picture with at most `most` points, and its range as text; None when there are not two numbers to join."""
    placed = _placed(points)
    if len(placed) < 2:
        return None
    low, high = min(value for _, value in placed), max(value for _, value in placed)
    extent = shown_range(low, high, unit)
    lines = [_line(part, low, high) for part in _parts(thinned(placed, most))]
    picture = element(
        "svg",
        element("title", f"{name} in the last hour: {extent}"),
        *lines,
        class_="graph",
        viewBox=f"0 0 {WIDTH} {HEIGHT}",
        role="img",
    )
    return picture, extent


def thinned(points: list[tuple[float, float]], most: int) -> list[tuple[float, float]]:
    """At most `most` points: of each stretch its lowest and its highest, so that no spike is lost."""
    if len(points) <= most:
        return points
    stretches = max(1, most // 2)
    kept: list[tuple[float, float]] = []
    for index in range(stretches):
        stretch = points[index * len(points) // stretches : (index + 1) * len(points) // stretches]
        ends = {min(stretch, key=lambda point: point[1]), max(stretch, key=lambda point: point[1])}
        kept.extend(sorted(ends))
    return kept


def _placed(points: Points) -> list[tuple[float, float]]:
    """Seconds within the window, and values."""
    placed = []
    for ago, value in points:
        if isinstance(value, (bool, str)):
            return []
        if 0 <= ago <= WINDOW_SECONDS:
            placed.append((WINDOW_SECONDS - ago, float(value)))
    return placed


def _parts(points: list[tuple[float, float]]) -> list[list[tuple[float, float]]]:
    steps = sorted(after[0] - before[0] for before, after in zip(points, points[1:]))
    widest = max(_GAP_STEPS * steps[len(steps) // 2], 60.0)
    parts = [[points[0]]]
    for before, after in zip(points, points[1:]):
        if after[0] - before[0] > widest:
            parts.append([])
        parts[-1].append(after)
    return parts


def _line(points: list[tuple[float, float]], low: float, high: float) -> Html:
    # Halved before subtracting: the whole extent of two huge numbers is no number.
    extent = high / 2 - low / 2
    places = []
    for second, value in points:
        share = (value / 2 - low / 2) / extent if extent > 0 else 0.5
        x = second / WINDOW_SECONDS * WIDTH
        places.append(f"{int(x)},{int(HEIGHT - _MARGIN - share * (HEIGHT - 2 * _MARGIN))}")
    if len(places) == 1:
        left, top = places[0].split(",")
        return element("circle", cx=left, cy=top, r="3")
    return element("polyline", points=_joined(places))


def _joined(places: list[str]) -> str:
    return " ".join(place for index, place in enumerate(places) if index == 0 or place != places[index - 1])
