"""A series of points as columns of a graph. Pure: no host, no state."""

from collections.abc import Sequence
from statistics import median

SPAN_SECONDS = 3600.0


def series(points: Sequence[tuple[float, float]], now: float | None, columns: int) -> list[float | None]:
    """
    The last hour of (time, value), oldest first, as one value per column, the last one `now`.

    Between two points the value lies on their line. Where the next point is further away than three times what is
    usual, nothing was measured, and the columns are None.
    """
    step = SPAN_SECONDS / (columns - 1)
    if not points:
        return [None] * columns
    ordered = sorted(points)
    now = ordered[-1][0] if now is None else now
    distances = [after[0] - before[0] for before, after in zip(ordered, ordered[1:])]
    reach = max(step, 3 * median(distances) if distances else 0.0)
    values: list[float | None] = []
    right = 0
    for column in range(columns):
        time = now - step * (columns - 1 - column)
        while right < len(ordered) and ordered[right][0] < time:
            right += 1
        values.append(_value(ordered, right, time, reach, step))
    return values


def _value(
    ordered: Sequence[tuple[float, float]], right: int, time: float, reach: float, step: float
) -> float | None:
    """The value at a time; `right` is the first point that is not before it."""
    if right == len(ordered):
        # The newest value holds until the next one is overdue.
        return ordered[-1][1] if time - ordered[-1][0] <= reach else None
    after_time, after = ordered[right]
    before_time, before = ordered[right - 1] if right else (-float("inf"), after)
    if after_time - before_time > reach:
        # What stands at the end of a gap has the column that is nearest.
        if after_time - time <= step / 2:
            return after
        return before if time - before_time <= step / 2 else None
    if after_time == before_time:
        return after
    return before + (after - before) * (time - before_time) / (after_time - before_time)
