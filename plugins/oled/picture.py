"""One picture of a snapshot: the page whose turn it is, with its header, or an alarm. Pure: no host, no display."""

import words
from canvas import COLUMNS, Canvas, text_width
from pages import Page, pages
from rotation import ALARM, Rotation
from snapshot import Reading, Snapshot

_HEADER_ROWS = 9
_PLACE_ROW = 11


def picture(snapshot: Snapshot, rotation: Rotation) -> Canvas:
    """What to show now."""
    canvas = Canvas()
    made = {page.name: page for page in pages(snapshot)}
    alarms = snapshot.alarms()
    name = rotation.choose(list(made), [alarm.key for alarm in alarms])
    if name == ALARM:
        draw_alarm(canvas, snapshot, alarms)
    else:
        _draw_header(canvas, snapshot, made[name], alarms)
        _draw_place(canvas, list(made).index(name), len(made))
        made[name].draw(canvas)
    return canvas


def draw_alarm(canvas: Canvas, snapshot: Snapshot, alarms: list[Reading]) -> None:
    """The first alarm in large letters, who raised it, and which others there are. All of it is dark on light."""
    first, *others = alarms
    name = words.alarm_name(first.quantity)
    canvas.text_centered(3, "! ALARM !")
    canvas.horizontal(4, 13, COLUMNS - 8)
    if text_width(name, 2) <= COLUMNS:
        canvas.text_centered(19, name, scale=2)
    else:
        canvas.text_centered(23, name)
    canvas.text_centered(39, f"{first.node} {first.sensor}")
    if first.stale:
        canvas.text_centered(48, f"silent for {words.duration(snapshot.age(first) or 0)}")
    if others:
        canvas.text_centered(56, ", ".join(words.alarm_name(alarm.quantity) for alarm in others))
    canvas.invert()


def _draw_header(canvas: Canvas, snapshot: Snapshot, page: Page, alarms: list[Reading]) -> None:
    """The title, or the alarm that is on; on the right where it was measured, or for how long something is stale."""
    right = COLUMNS - 2
    stale = [snapshot.age(reading) or 0.0 for reading in page.shows if reading.stale]
    mark = f"stale {words.duration(max(stale))}" if stale else page.source
    if mark:
        # A long name of a node is cut before the title is.
        mark = mark[:14]
        left = canvas.text_right(right, 1, mark) - 2
        if stale and not alarms:
            canvas.invert(left, 0, COLUMNS - left, _HEADER_ROWS)
        right = left
    if alarms:
        canvas.text(2, 1, f"! {words.alarm_name(alarms[0].quantity)}", until=right - 2)
        canvas.invert(0, 0, COLUMNS, _HEADER_ROWS)
    else:
        canvas.text(0, 1, page.title, until=right - 2)


def _draw_place(canvas: Canvas, index: int, count: int) -> None:
    """A line whose lit part says which page of how many this is."""
    if count > 1:
        left, right = index * COLUMNS // count, (index + 1) * COLUMNS // count
        for column in range(0, COLUMNS, 4):
            canvas.vertical(column, _PLACE_ROW, 1)
        canvas.horizontal(left, _PLACE_ROW, right - left)
