"""What a node knows at a moment, read from the host's JSON and checked. Pure."""

from dataclasses import dataclass
from datetime import datetime

import json

from fields import Fields, SnapshotError, Value

__all__ = [
    "Action",
    "LogEntry",
    "NodeStatus",
    "PluginStatus",
    "Reading",
    "Refusal",
    "SensorStatus",
    "Snapshot",
    "SnapshotError",
    "parse",
]


@dataclass(frozen=True, slots=True)
class NodeStatus:
    id: str
    role: str
    simulated: bool
    state: str
    last_seen: datetime | None
    outbox: int
    lost: int
    missing: int
    clock_ahead: float
    problem: str | None

    @property
    def clock_is_off(self) -> bool:
        return abs(self.clock_ahead) >= CLOCK_TOLERANCE


CLOCK_TOLERANCE = 30.0
"""Seconds that the clock of a node may be ahead or behind before that is worth a word."""


@dataclass(frozen=True, slots=True)
class Reading:
    node: str
    plugin: str
    sensor: str
    quantity: str
    value: Value
    unit: str
    time: datetime
    stale: bool

    @property
    def is_alarm(self) -> bool:
        """Whether it is an alarm that lasts."""
        return self.value is True and self.quantity.startswith("alarm_")

    @property
    def series(self) -> str:
        return f"{self.node}/{self.plugin}/{self.sensor}/{self.quantity}"


@dataclass(frozen=True, slots=True)
class SensorStatus:
    """A sensor that is there, silent or missing; one without a name is a plugin that has given no reading yet."""

    node: str
    plugin: str
    sensor: str | None
    state: str
    last_seen: datetime | None
    reason: str | None

    @property
    def is_missing(self) -> bool:
        return self.state == "missing"


@dataclass(frozen=True, slots=True)
class Refusal:
    what: str
    count: int
    key: str | None


@dataclass(frozen=True, slots=True)
class PluginStatus:
    node: str
    id: str
    kinds: tuple[str, ...]
    state: str
    error: str | None
    error_time: datetime | None
    next_start: datetime | None
    failures: int
    restarts: int
    memory: int | None
    poll_interval: str | None
    refused: tuple[Refusal, ...]

    @property
    def is_ill(self) -> bool:
        return self.state in ("backing-off", "parked") or self.error is not None


@dataclass(frozen=True, slots=True)
class LogEntry:
    id: int
    time: datetime
    level: str
    node: str | None
    plugin: str | None
    message: str


@dataclass(frozen=True, slots=True)
class Action:
    """What a plugin can be asked to do by a button alone."""

    node: str
    plugin: str
    name: str
    title: str


@dataclass(frozen=True, slots=True)
class Snapshot:
    time: datetime
    node: str
    nodes: tuple[NodeStatus, ...]
    readings: tuple[Reading, ...]
    plugins: tuple[PluginStatus, ...]
    logs: tuple[LogEntry, ...]
    actions: tuple[Action, ...]
    sensors: tuple[SensorStatus, ...]
    _history: Fields

    def history(self, series: str) -> list[tuple[float, Value]]:
        """The last hour of a series as (seconds ago, value), oldest first. Read when asked for: it is much."""
        return self._history.points(series, self.time)


def parse(text: str) -> Snapshot:
    """Raises SnapshotError, which names what is wrong and where."""
    try:
        document = json.loads(text)
    except ValueError as fault:
        raise SnapshotError(f"the snapshot is no JSON: {fault}") from None
    fields = Fields("snapshot", document)
    return Snapshot(
        fields.time("time"),
        fields.text("node"),
        tuple(map(_node, fields.each("nodes"))),
        tuple(map(_reading, fields.each("readings"))),
        tuple(map(_plugin, fields.each("plugins"))),
        tuple(map(_log, fields.each("logs"))),
        tuple(map(_action, (action for action in fields.each("actions") if not action.flag("needsArguments"))))
        if fields.has("actions")
        else (),
        tuple(map(_sensor, fields.each("sensors"))) if fields.has("sensors") else (),
        fields.object("history"),
    )


def _node(node: Fields) -> NodeStatus:
    delivery = node.object("delivery") if node.has("delivery") else None
    return NodeStatus(
        node.text("id"),
        node.text("role"),
        node.has("hal") and node.text("hal") == "fake",
        node.text("state"),
        node.time("lastSeen") if node.has("lastSeen") else None,
        node.count("outbox") if node.has("outbox") else 0,
        node.count("lost") if node.has("lost") else 0,
        delivery.count("missing") if delivery is not None and delivery.has("missing") else 0,
        node.number("clockAheadSeconds") if node.has("clockAheadSeconds") else 0.0,
        node.text("problem") if node.has("problem") else None,
    )


def _sensor(sensor: Fields) -> SensorStatus:
    return SensorStatus(
        sensor.text("node"),
        sensor.text("plugin"),
        sensor.text("sensor") if sensor.has("sensor") else None,
        sensor.text("state"),
        sensor.time("lastSeen") if sensor.has("lastSeen") else None,
        sensor.text("reason") if sensor.has("reason") else None,
    )


def _reading(reading: Fields) -> Reading:
    return Reading(
        reading.text("node"),
        reading.text("plugin"),
        reading.text("sensor"),
        reading.text("quantity"),
        reading.value("value"),
        reading.text("unit"),
        reading.time("time"),
        reading.flag("stale"),
    )


def _plugin(plugin: Fields) -> PluginStatus:
    error = plugin.object("lastError") if plugin.has("lastError") else None
    return PluginStatus(
        plugin.text("node"),
        plugin.text("id"),
        tuple(plugin.texts("kinds")),
        plugin.text("state"),
        error.text("message") if error else None,
        error.time("time") if error else None,
        plugin.time("nextStart") if plugin.has("nextStart") else None,
        plugin.count("failures"),
        plugin.count("restarts"),
        plugin.count("memoryBytes") if plugin.has("memoryBytes") else None,
        plugin.text("pollInterval") if plugin.has("pollInterval") else None,
        tuple(map(_refusal, plugin.object("permissions").each("refused"))) if plugin.has("permissions") else (),
    )


def _refusal(refusal: Fields) -> Refusal:
    return Refusal(refusal.text("what"), refusal.count("count"), refusal.text("key") if refusal.has("key") else None)


def _log(entry: Fields) -> LogEntry:
    return LogEntry(
        entry.count("id"),
        entry.time("time"),
        entry.text("level"),
        entry.text("node") if entry.has("node") else None,
        entry.text("plugin") if entry.has("plugin") else None,
        entry.text("message"),
    )


def _action(action: Fields) -> Action:
    return Action(action.text("node"), action.text("plugin"), action.text("name"), action.text("title"))
