"""Is all well, and if not, what is wrong? Pure."""

from dataclasses import dataclass
from datetime import datetime

from ages import ago, span
from quantities import alarm_name
from snapshot import NodeStatus, PluginStatus, Reading, SensorStatus, Snapshot

GOOD, WARN, BAD, QUIET = "good", "warn", "bad", "quiet"
"""Tones, which are also the names of classes."""


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong."""

    kind: str
    tone: str
    what: str
    where: str
    since: datetime | None = None


@dataclass(frozen=True, slots=True)
class Verdict:
    tone: str
    headline: str
    more: str
    problems: tuple[Problem, ...]


# Worst first: the first kind there is makes the headline. Singular and plural.
_PHRASES = {
    "alarm": ("1 alarm", "{} alarms"),
    "refused-node": ("1 node is refused", "{} nodes are refused"),
    "offline": ("1 node is offline", "{} nodes are offline"),
    "late": ("1 node is silent", "{} nodes are silent"),
    "missing": ("1 sensor is missing", "{} sensors are missing"),
    "silent": ("1 sensor is silent", "{} sensors are silent"),
    "ill": ("1 plugin is in trouble", "{} plugins are in trouble"),
    "refused": ("1 plugin lacks a permission", "{} plugins lack permissions"),
    "lost": ("1 node has lost readings", "{} nodes have lost readings"),
    "clock": ("1 clock is wrong", "{} clocks are wrong"),
}


def judge(snapshot: Snapshot) -> Verdict:
    by_kind: dict[str, list[Problem]] = {kind: [] for kind in _PHRASES}
    for problem in (
        *_alarms(snapshot),
        *_nodes(snapshot),
        *_missing_sensors(snapshot),
        *_silent_sensors(snapshot),
        *_plugins(snapshot),
    ):
        by_kind[problem.kind].append(problem)
    problems = tuple(problem for found in by_kind.values() for problem in found)
    if problems:
        phrases = [_phrase(kind, len(found)) for kind, found in by_kind.items() if found]
        tone = BAD if any(problem.tone == BAD for problem in problems) else WARN
        return Verdict(tone, phrases[0], " · ".join(phrases[1:]), problems)
    if not snapshot.readings:
        return Verdict(QUIET, "Waiting for the first readings", "", ())
    return Verdict(GOOD, "All is well", "", ())


def _phrase(kind: str, count: int) -> str:
    one, many = _PHRASES[kind]
    return one if count == 1 else many.format(count)


def _alarms(snapshot: Snapshot) -> list[Problem]:
    return [
        Problem(
            "alarm",
            BAD,
            _sentence(alarm_name(reading.quantity)),
            place(reading),
            reading.time if reading.stale else None,
        )
        for reading in snapshot.readings
        if reading.is_alarm
    ]


def _nodes(snapshot: Snapshot) -> list[Problem]:
    problems = []
    for node in snapshot.nodes:
        if node.state == "offline":
            problems.append(Problem("offline", BAD, "Offline", node.id, node.last_seen))
        elif node.state == "stale":
            problems.append(Problem("late", WARN, "Silent", node.id, node.last_seen))
        if node.problem is not None:
            problems.append(Problem("refused-node", BAD, "Refused", f"{node.id}: {node.problem}"))
        if node.lost > 0:
            problems.append(Problem("lost", WARN, f"{node.lost} readings lost", node.id))
        if node.missing > 0:
            problems.append(Problem("lost", WARN, f"{node.missing} readings missing", node.id))
        if node.clock_is_off:
            problems.append(Problem("clock", WARN, f"Clock {clock_error(node)}", node.id))
    return problems


def clock_error(node: NodeStatus) -> str:
    """Such as `40 s ahead`."""
    return f"{span(abs(node.clock_ahead))} {'ahead' if node.clock_ahead > 0 else 'behind'}"


def _missing_sensors(snapshot: Snapshot) -> list[Problem]:
    """Those whose plugin is not ill: why a plugin is ill is told of the plugin, and its sensors are silent with it."""
    ill = {(plugin.node, plugin.id) for plugin in snapshot.plugins if plugin.is_ill}
    return [
        Problem("missing", WARN, "Sensor missing", sensor_place(sensor), sensor.last_seen)
        for sensor in snapshot.sensors
        if sensor.is_missing and (sensor.node, sensor.plugin) not in ill
    ]


def _silent_sensors(snapshot: Snapshot) -> list[Problem]:
    """Sensors of nodes that are there: that those of an absent node are silent is no news."""
    present = {node.id for node in snapshot.nodes if node.state == "online"}
    missing = {(sensor.node, sensor.plugin, sensor.sensor) for sensor in snapshot.sensors if sensor.is_missing}
    newest: dict[tuple[str, str, str], Reading] = {}
    for reading in snapshot.readings:
        if reading.stale and reading.node in present:
            sensor = (reading.node, reading.plugin, reading.sensor)
            if sensor in missing and not _is_of_ill_plugin(snapshot, sensor):
                continue
            if sensor not in newest or newest[sensor].time < reading.time:
                newest[sensor] = reading
    return [Problem("silent", WARN, "Sensor silent", place(reading), reading.time) for reading in newest.values()]


def _is_of_ill_plugin(snapshot: Snapshot, sensor: tuple[str, str, str]) -> bool:
    return any(plugin.is_ill and (plugin.node, plugin.id) == sensor[:2] for plugin in snapshot.plugins)


def _plugins(snapshot: Snapshot) -> list[Problem]:
    problems = []
    for plugin in snapshot.plugins:
        where = f"{plugin.id} on {plugin.node}"
        if plugin.is_ill:
            tone = BAD if plugin.state == "parked" else WARN
            problems.append(Problem("ill", tone, plugin_state(plugin), where, plugin.error_time))
        if plugin.refused:
            problems.append(Problem("refused", WARN, f"Not permitted: {plugin.refused[0].what}", where))
    return problems


def plugin_state(plugin: PluginStatus) -> str:
    if plugin.state == "running" and plugin.error is not None:
        return "Plugin fails"
    return {"parked": "Plugin parked", "backing-off": "Plugin waits to start again"}.get(
        plugin.state, f"Plugin {plugin.state}"
    )


def place(reading: Reading) -> str:
    """The node, and the sensor by the shortest name that tells it from others."""
    own = reading.plugin if reading.sensor == reading.plugin else f"{reading.plugin} {reading.sensor}"
    return f"{own} on {reading.node}"


def sensor_place(sensor: SensorStatus) -> str:
    name = sensor.plugin if sensor.sensor in (None, sensor.plugin) else f"{sensor.plugin} {sensor.sensor}"
    return f"{name} on {sensor.node}"


def since(problem: Problem, then: datetime, now: datetime) -> str:
    return ago(then, now) if problem.kind == "ill" else f"last heard {ago(then, now)}"


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:]
