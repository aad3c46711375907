"""The pages: what of a snapshot is shown where. Pure: no host, no display."""

from collections.abc import Callable
from dataclasses import dataclass

import words
from canvas import COLUMNS, ROWS, Canvas, text_width
from history import series
from snapshot import Reading, Snapshot

# Where the content begins: panels of two colours change colour here.
TOP = 16
LINE = 34
GRAPH = 45

_GRAPH_COLUMNS = 96
_UNKNOWN = "--"
_TROUBLE = {"offline": 0, "stale": 1, "online": 2}


@dataclass(frozen=True)
class Page:
    """`shows` are the readings on it, of which the header says whether one is stale."""

    name: str
    title: str
    shows: tuple[Reading, ...]
    draw: Callable[[Canvas], None]
    source: str = ""


def pages(snapshot: Snapshot) -> list[Page]:
    """Those that there is something for; at least one."""
    made = (make(snapshot) for make in (_room, _air, _node, _cluster))
    return [page for page in made if page] or [_waiting(snapshot)]


def _room(snapshot: Snapshot) -> Page | None:
    temperature = snapshot.find("temperature")
    humidity = snapshot.find("relative_humidity", beside=temperature)
    main = temperature or humidity
    if main is None:
        return None

    def draw(canvas: Canvas) -> None:
        _value(canvas, temperature, 1, "°C")
        if humidity:
            left = canvas.text_right(COLUMNS, TOP, "%")
            canvas.text_right(left - 2, TOP, _text(humidity, 0), scale=2)
        if temperature and not temperature.stale:
            fresh = None if humidity is None or humidity.stale else humidity.value
            canvas.text(0, LINE, words.comfort(temperature.value, fresh))
        _graph(canvas, snapshot, main, 1, least_span=0.5)

    return Page("room", "Room", _known(temperature, humidity), draw, _source(snapshot, main))


def _air(snapshot: Snapshot) -> Page | None:
    score = snapshot.find("air_quality_score")
    pressure = snapshot.find("pressure", beside=score)
    gas = snapshot.find("gas_resistance", beside=score or pressure)
    main = score or pressure or gas
    if main is None:
        return None
    accuracy = snapshot.find("air_quality_accuracy", beside=score)

    divisor, unit = (1, "of 500") if main is score else (100, "hPa") if main is pressure else (1000, "kΩ")
    places = 0 if main is score else 1

    def draw(canvas: Canvas) -> None:
        _value(canvas, main, places, unit, divisor)
        if score:
            if not score.stale:
                calibrating = accuracy is not None and not accuracy.stale and accuracy.value == 0
                canvas.text_right(COLUMNS, TOP, "warming up" if calibrating else words.air(score.value))
            canvas.bar(72, TOP + 9, COLUMNS - 72, 6, None if score.stale else score.value / 500)
        if pressure and pressure is not main:
            canvas.text(0, LINE, f"{_text(pressure, 1, 100)} hPa")
        if gas and gas is not main:
            canvas.text_right(COLUMNS, LINE, f"{_UNKNOWN} kΩ" if gas.stale else words.kilo_ohms(gas.value))
        _graph(canvas, snapshot, main, places, divisor, least_span=divisor)

    return Page("air", "Air", _known(score, pressure, gas), draw, _source(snapshot, main))


def _node(snapshot: Snapshot) -> Page | None:
    found = {
        quantity: reading
        for quantity in ("cpu_temperature", "cpu_use", "memory_used", "memory_total", "uptime")
        if (reading := snapshot.find(quantity)) and reading.node == snapshot.node
    }
    flags = {name: flag for name in ("fan", "throttled") if (flag := snapshot.flag(name, snapshot.node))}
    if not found and not flags:
        return None
    temperature, use = found.get("cpu_temperature"), found.get("cpu_use")
    used, total, uptime = (found.get(quantity) for quantity in ("memory_used", "memory_total", "uptime"))

    def draw(canvas: Canvas) -> None:
        _value(canvas, temperature, 1, "°C")
        if fan := flags.get("fan"):
            text = f"fan {_UNKNOWN if fan.stale else 'on' if fan.value else 'off'}"
            _tag(canvas, TOP, text, inverse=fan.value is True and not fan.stale)
        if uptime:
            text = _UNKNOWN if uptime.stale else words.duration(uptime.value)
            canvas.text_right(COLUMNS, TOP + 9, f"up {text}")
        if use:
            _bar(canvas, LINE, "CPU", None if use.stale else use.value / 100)
        if used and total and total.value > 0:
            stale = used.stale or total.stale
            _bar(canvas, LINE + 10, "RAM", None if stale else used.value / total.value)
            canvas.text(0, LINE + 21, f"{_UNKNOWN} MiB" if stale else words.memory(used.value, total.value))
        if (throttled := flags.get("throttled")) and throttled.value and not throttled.stale:
            _tag(canvas, LINE + 21, "slowed", inverse=True)

    return Page("node", snapshot.node or "This node", (*found.values(), *flags.values()), draw)


def _cluster(snapshot: Snapshot) -> Page | None:
    if not snapshot.nodes and not snapshot.plugins:
        return None
    # What is in trouble comes first, so that it is never among those that there is no room for.
    nodes = sorted(snapshot.nodes, key=lambda node: _TROUBLE.get(node.state, 0))
    wanted = [plugin for plugin in snapshot.plugins if plugin.state != "disabled"]
    ill = [plugin for plugin in wanted if plugin.failed or plugin.state not in ("running", "loading")]
    alarms = len(snapshot.alarms())

    def draw(canvas: Canvas) -> None:
        room = 3 if len(nodes) <= 3 else 2
        for row, node in enumerate(nodes[:room]):
            y = TOP + 9 * row
            state = node.state[:10]
            canvas.text(0, y, node.id, until=COLUMNS - text_width(state) - 6)
            _tag(canvas, y, state, inverse=state != "online")
        if len(nodes) > room:
            online = sum(node.state == "online" for node in nodes)
            canvas.text(0, TOP + 9 * room, f"{online} of {len(nodes)} online")
        canvas.horizontal(0, 43, COLUMNS)
        canvas.text(0, 46, f"plugins {len(wanted) - len(ill)}/{len(wanted)}")
        if ill:
            _tag(canvas, 46, ill[0].id[:12], inverse=True)
        else:
            _tag(canvas, 46, "ok", inverse=False)
        canvas.text(0, 56, "1 alarm" if alarms == 1 else f"{alarms or 'no'} alarms")

    return Page("cluster", "Cluster", (), draw)


def _waiting(snapshot: Snapshot) -> Page:
    def draw(canvas: Canvas) -> None:
        canvas.text_centered(34, "no readings yet")

    return Page("waiting", snapshot.node or "WasiHal", (), draw)


def _value(canvas: Canvas, reading: Reading | None, places: int, unit: str, divisor: float = 1) -> None:
    """The main value of a page."""
    if reading:
        right = canvas.text(0, TOP, _text(reading, places, divisor), scale=2)
        canvas.text(right + 1, TOP, unit)


def _text(reading: Reading, places: int, divisor: float = 1) -> str:
    """A number as it is read; of a stale one nobody knows what it is now."""
    return _UNKNOWN if reading.stale else words.decimal(reading.value / divisor, places)


def _tag(canvas: Canvas, y: int, text: str, inverse: bool) -> None:
    left = canvas.text_right(COLUMNS - 2, y, text) - 2
    if inverse:
        canvas.invert(left, y - 1, COLUMNS - left, 9)


def _bar(canvas: Canvas, y: int, name: str, share: float | None) -> None:
    canvas.text(0, y, name)
    canvas.bar(22, y, 78, 7, share)
    canvas.text_right(COLUMNS, y, f"{_UNKNOWN if share is None else words.decimal(100 * share, 0)}%")


def _graph(
    canvas: Canvas, snapshot: Snapshot, reading: Reading, places: int, divisor: float = 1, least_span: float = 0
) -> None:
    """The last hour of a series, with its highest and lowest value beside it."""
    values = series(snapshot.points(reading), snapshot.time, _GRAPH_COLUMNS)
    ends = canvas.graph(0, GRAPH, ROWS - GRAPH, values, least_span)
    if ends:
        low, high = (words.decimal(end / divisor, places) for end in ends)
        canvas.text_right(COLUMNS, GRAPH, high)
        if low != high:
            canvas.text_right(COLUMNS, ROWS - 7, low)


def _known(*readings: Reading | None) -> tuple[Reading, ...]:
    return tuple(reading for reading in readings if reading)


def _source(snapshot: Snapshot, reading: Reading) -> str:
    """The node that measured it, when it is not this one."""
    return "" if reading.node == snapshot.node else reading.node
