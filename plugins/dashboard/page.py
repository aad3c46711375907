"""The content of the page's `<main>` for a snapshot. Pure: the same snapshot gives the same page."""

from allowance import Allowance
from health import judge
from hero import hero
from html_builder import Html, element, fragment
from log_view import log_section
from missing_view import MissingSensors
from node_view import node_head, node_section
from plugin_view import plugin_section
from reading_view import ReadingTables
from snapshot import Reading, Snapshot

# The host takes 256 KiB; together with what the other parts allow themselves, this stays well below.
_HEAD_BYTES = 24 * 1024


def page(snapshot: Snapshot) -> str:
    by_node: dict[str, list[Reading]] = {node.id: [] for node in snapshot.nodes}
    for reading in snapshot.readings:
        by_node.setdefault(reading.node, []).append(reading)
    missing = MissingSensors(snapshot.sensors)
    for id in missing.nodes:
        by_node.setdefault(id, [])
    known = {node.id: node for node in snapshot.nodes}
    tables = ReadingTables(snapshot)
    heads = Allowance(_HEAD_BYTES)
    sections = []
    for id, readings in by_node.items():
        actions = [action for action in snapshot.actions if action.node == id]
        head = node_head(id, known.get(id), id == snapshot.node, readings, actions, snapshot.time)
        if heads.admits(head):
            sections.append(node_section(id, head, [*missing.cards(id), *tables.cards(readings)]))
    return fragment(
        hero(judge(snapshot), snapshot),
        *sections,
        _left_out(tables, heads.refused, missing.left_out),
        plugin_section(snapshot),
        log_section(snapshot),
    ).markup()


def _left_out(tables: ReadingTables, nodes: int, sensors: int) -> Html | None:
    """What there was no room for is said, not hidden."""
    what = [
        f"{count} {name}"
        for count, name in (
            (nodes, "nodes"),
            (sensors, "missing sensors"),
            (tables.rows_left_out, "readings"),
            (tables.graphs_left_out, "graphs"),
        )
        if count
    ]
    return (
        element("p", f"No room on this page for {', '.join(what)}.", class_="quiet", data_key="left-out")
        if what
        else None
    )
