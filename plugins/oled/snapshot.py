"""What a node knows, read from a snapshot's JSON. Pure: no host, no state. What is missing in it is absent here."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timezone

ALARM = "alarm_"

_MOST = 1e100

# A snapshot is six deep.
_DEEPEST = 16
_STRING = re.compile(r'"[^"\\]*(?:\\.[^"\\]*)*"', re.DOTALL)
_NO_BRACKET = re.compile(r"[^\[\]{}]+")

Point = tuple[float, float]


@dataclass(frozen=True)
class Reading:
    """The newest value of a series; times in seconds since 1970, None where the snapshot says none."""

    node: str
    plugin: str
    sensor: str
    quantity: str
    value: float | bool | str
    stale: bool
    time: float | None

    @property
    def key(self) -> str:
        """The name of its series."""
        return f"{self.node}/{self.plugin}/{self.sensor}/{self.quantity}"


@dataclass(frozen=True)
class Node:
    id: str
    state: str


@dataclass(frozen=True)
class Plugin:
    id: str
    node: str
    state: str
    failed: bool


@dataclass(frozen=True)
class Snapshot:
    time: float | None
    node: str
    nodes: tuple[Node, ...]
    readings: tuple[Reading, ...]
    plugins: tuple[Plugin, ...]
    history: dict[str, list]

    def find(self, quantity: str, beside: Reading | None = None) -> Reading | None:
        """
        The first number of a quantity: of the same sensor as `beside`, else of its node, else of this node, else of
        any; of several, a fresh one.
        """
        found = [reading for reading in self.readings if reading.quantity == quantity and is_number(reading.value)]
        return min(found, key=lambda reading: self._distance(reading, beside), default=None)

    def flag(self, quantity: str, node: str) -> Reading | None:
        """A flag of one node."""
        for reading in self.readings:
            if reading.quantity == quantity and reading.node == node and isinstance(reading.value, bool):
                return reading
        return None

    def alarms(self) -> list[Reading]:
        """The alarms that are on, as far as is known: one whose sensor went silent still is."""
        return [reading for reading in self.readings if reading.quantity.startswith(ALARM) and reading.value is True]

    def age(self, reading: Reading) -> float | None:
        """Seconds since it was measured."""
        if self.time is None or reading.time is None:
            return None
        return max(0.0, self.time - reading.time)

    def points(self, reading: Reading) -> list[Point]:
        """The last hour of a series. Read only when it is asked for: most series are on no page."""
        return list(_points(self.history.get(reading.key, [])))

    def _distance(self, reading: Reading, beside: Reading | None) -> tuple[bool, bool, bool, bool]:
        near = beside is not None and reading.node == beside.node
        same = near and (reading.plugin, reading.sensor) == (beside.plugin, beside.sensor)
        return not same, not near, reading.node != self.node, reading.stale


def is_number(value: object) -> bool:
    """Whether a value of the snapshot is a number that can be reckoned with; True and False are none."""
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        return False
    # Nothing that is measured is near it, and no sum or ratio of what is below it overflows.
    return -_MOST <= value <= _MOST


def parse(text: str) -> Snapshot:
    """Reads a snapshot. Raises ValueError for what is none; an entry that lacks what it is about is left out."""
    _demand_shallow(text)
    try:
        document = json.loads(text)
    except ValueError as fault:
        raise ValueError(f"it is not JSON: {fault}") from None
    if not isinstance(document, dict):
        raise ValueError("it is not a JSON object")
    return Snapshot(
        time=_time(document.get("time")),
        node=_text(document.get("node")) or "",
        nodes=tuple(
            Node(entry["id"], _text(entry.get("state")) or "") for entry in _entries(document, "nodes", "id")
        ),
        readings=tuple(_readings(document)),
        plugins=tuple(
            Plugin(entry["id"], entry["node"], entry["state"], bool(entry.get("lastError")))
            for entry in _entries(document, "plugins", "id", "node", "state")
        ),
        history=_history(document),
    )


def _demand_shallow(text: str) -> None:
    """Deep nesting would exhaust the stack of the sandbox, which is no exception but the end of the plugin."""
    brackets = _NO_BRACKET.sub("", _STRING.sub("", text))
    for _ in range(_DEEPEST):
        brackets = brackets.replace("[]", "").replace("{}", "")
    if brackets:
        raise ValueError(f"it is not JSON: its brackets do not pair, or are nested more than {_DEEPEST} deep")


def _readings(document: dict) -> Iterator[Reading]:
    for entry in _entries(document, "readings", "node", "plugin", "sensor", "quantity"):
        value = entry.get("value")
        if not (isinstance(value, (bool, str)) or is_number(value)):
            continue
        yield Reading(
            entry["node"],
            entry["plugin"],
            entry["sensor"],
            entry["quantity"],
            value,
            # Fresh is only what the snapshot says is fresh.
            entry.get("stale") is not False,
            _time(entry.get("time")),
        )


def _entries(document: dict, member: str, *texts: str) -> Iterator[dict]:
    """The objects of a list that have all of the named texts."""
    found = document.get(member)
    if found is None:
        return
    if not isinstance(found, list):
        raise ValueError(f"{member} is not a list")
    for entry in found:
        if isinstance(entry, dict) and all(isinstance(entry.get(text), str) for text in texts):
            yield entry


def _history(document: dict) -> dict[str, list]:
    found = document.get("history")
    if found is None:
        return {}
    if not isinstance(found, dict):
        raise ValueError("history is not an object")
    return {key: points for key, points in found.items() if isinstance(points, list)}


def _points(points: list) -> Iterator[Point]:
    for point in points:
        if isinstance(point, list) and len(point) >= 2 and is_number(point[1]):
            time = _time(point[0])
            if time is not None:
                yield time, float(point[1])


def _text(value: object) -> str | None:
    return value if isinstance(value, str) else None


def _time(value: object) -> float | None:
    """RFC 3339 as seconds since 1970."""
    if not isinstance(value, str):
        return None
    try:
        time = datetime.fromisoformat(value)
        return (time if time.tzinfo else time.replace(tzinfo=timezone.utc)).timestamp()
    except (ValueError, OverflowError):
        return None
