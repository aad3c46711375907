"""Readings as tables, one for each sensor. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from ages import ago, seconds_between, span, time_element
from allowance import Allowance
from graph import graph
from html_builder import Html, bounded, element, fragment
from quantities import quantity
from snapshot import Reading, Snapshot
from units import shown

VALUE_LIMIT = 80
"""Longest value of a text, in characters."""
# What is longer may be broken into lines.
_LONG = 18
_BYTES = 116 * 1024
_GRAPH_BYTES = 28 * 1024
# What a graph has beside its points, and what a point takes.
_GRAPH_FRAME = 160
_POINT = 7
_MOST_POINTS, _FEWEST_POINTS = 60, 16


@dataclass
class ReadingTables:
    """Makes the tables of all nodes out of one allowance: where it ends, graphs go first, and then rows."""

    snapshot: Snapshot
    _rows: Allowance = field(default_factory=lambda: Allowance(_BYTES))
    _graphs: dict[str, tuple[Html, str]] = field(default_factory=dict)
    rows_left_out: int = 0
    graphs_left_out: int = 0

    def __post_init__(self) -> None:
        wanted = [reading for reading in _fairly(self.snapshot.readings) if _has_graph(reading)]
        allowance = Allowance(_GRAPH_BYTES)
        each = _GRAPH_BYTES // max(1, len(wanted))
        most = max(_FEWEST_POINTS, min(_MOST_POINTS, (each - _GRAPH_FRAME) // _POINT))
        for reading in wanted:
            if allowance.is_spent:
                self.graphs_left_out += 1
                continue
            points = self.snapshot.history(reading.series)
            made = graph(quantity(reading.quantity).name, points, reading.unit, most)
            if made is not None and allowance.admits(made[0]):
                self._graphs[reading.series] = made
        self.graphs_left_out += allowance.refused

    def cards(self, readings: Iterable[Reading]) -> list[Html]:
        """One card for each sensor, in the order of the plugins and sensors."""
        sensors: dict[tuple[str, str], list[Reading]] = {}
        for reading in readings:
            sensors.setdefault((reading.plugin, reading.sensor), []).append(reading)
        cards = (self._card(plugin, sensor, sensors[plugin, sensor]) for plugin, sensor in sorted(sensors))
        return [card for card in cards if card is not None]

    def _card(self, plugin: str, sensor: str, readings: list[Reading]) -> Html | None:
        heading = element("h3", sensor, element("span", f" {plugin}", class_="quiet") if plugin != sensor else None)
        stale = all(reading.stale for reading in readings)
        # The headings of the columns are for those who cannot see that they need none.
        columns = element("tr", *(element("th", name, scope="col") for name in ("Quantity", "Last hour", "Value")))
        top = fragment(element("caption", heading), element("thead", columns, class_="unseen"))
        rows = []
        if self._rows.admits(top):
            rows = [row for row in map(self._row, sorted(readings, key=_order)) if self._rows.admits(row)]
        self.rows_left_out += len(readings) - len(rows)
        if not rows:
            return None
        table = element("table", top, element("tbody", *rows), class_="readings")
        return element("div", table, class_="card stale" if stale else "card", data_key=f"{plugin}/{sensor}")

    def _row(self, reading: Reading) -> Html:
        known = quantity(reading.quantity)
        picture = self._graphs.get(reading.series)
        tone = "alarm" if reading.is_alarm else "stale" if reading.stale else None
        return element(
            "tr",
            element("th", known.name, scope="row"),
            element("td", picture[0], element("small", picture[1])) if picture else element("td"),
            element("td", _value(reading), " ", _age(reading, self.snapshot.time)),
            class_=tone,
            data_key=reading.quantity,
        )


def _value(reading: Reading) -> Html:
    if reading.quantity.startswith("alarm_") and isinstance(reading.value, bool):
        return element("strong", "alarm" if reading.value else "no")
    text = shown(reading.value, reading.unit)
    return element("strong", bounded(text, VALUE_LIMIT), class_="long" if len(text) > _LONG else None)


def _age(reading: Reading, now: datetime) -> Html:
    if reading.stale:
        return time_element(reading.time, f"silent for {span(seconds_between(reading.time, now))}")
    return time_element(reading.time, ago(reading.time, now))


def _has_graph(reading: Reading) -> bool:
    return not isinstance(reading.value, (bool, str)) and quantity(reading.quantity).has_graph


def _fairly(readings: Iterable[Reading]) -> list[Reading]:
    """Those that matter most of every node before any node's second."""
    turns: dict[str, int] = {}
    keyed = []
    for reading in sorted(readings, key=_order):
        turn = turns[reading.node] = turns.get(reading.node, 0) + 1
        keyed.append((turn, reading))
    return [reading for _, reading in sorted(keyed, key=lambda pair: (pair[0], pair[1].node))]


def _order(reading: Reading) -> tuple[int, str]:
    return quantity(reading.quantity).rank, reading.quantity
