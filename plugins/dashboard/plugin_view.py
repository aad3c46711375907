"""How the plugins are: the ill ones in full, the others in one table. Pure."""

from datetime import datetime

from ages import ago, seconds_between, span, time_element
from allowance import Allowance
from health import BAD, GOOD, QUIET, WARN
from html_builder import Html, bounded, element, fragment
from node_view import pill
from snapshot import PluginStatus, Snapshot
from units import shown

ERROR_LIMIT = 240
"""Longest error message, in characters."""
_TROUBLED_BYTES = 12 * 1024
_ROW_BYTES = 14 * 1024
_MOST_REFUSALS = 5
_TONES = {"running": GOOD, "backing-off": WARN, "parked": BAD}


def plugin_section(snapshot: Snapshot) -> Html:
    troubled = [plugin for plugin in snapshot.plugins if plugin.is_ill or plugin.refused]
    reporting = {(reading.node, reading.plugin) for reading in snapshot.readings}
    sound = [plugin for plugin in snapshot.plugins if not (plugin.is_ill or plugin.refused)]
    return element(
        "section",
        element("h2", "Plugins"),
        _cards(troubled, snapshot.time) if troubled else None,
        _table(sound, bool(troubled), reporting) if sound else None,
        None
        if snapshot.plugins
        else element("p", "No plugins. Drop a Python file into the plugins folder.", class_="quiet"),
        aria_label="Plugins",
        class_="plugins",
        data_key="plugins",
    )


def _cards(plugins: list[PluginStatus], now: datetime) -> Html:
    allowance = Allowance(_TROUBLED_BYTES)
    cards = [card for card in (_card(plugin, now) for plugin in plugins) if allowance.admits(card)]
    more = element("p", f"and {allowance.refused} more with trouble", class_="quiet") if allowance.refused else None
    return fragment(element("div", *cards, class_="cards"), more)


def _card(plugin: PluginStatus, now: datetime) -> Html:
    tone = WARN if plugin.state == "running" else _TONES.get(plugin.state, QUIET)
    return element(
        "div",
        element(
            "div",
            element("h3", plugin.id, element("span", f" {plugin.node}", class_="quiet")),
            pill(_state(plugin), tone),
            class_="head",
        ),
        element(
            "p",
            _one_line(plugin.error),
            " ",
            time_element(plugin.error_time, ago(plugin.error_time, now)),
            class_="error",
        )
        if plugin.error is not None and plugin.error_time is not None
        else None,
        element("p", f"Starts again in {span(seconds_between(now, plugin.next_start))}.")
        if plugin.next_start
        else None,
        _refusals(plugin) if plugin.refused else None,
        element("p", _facts(plugin), class_="quiet"),
        element(
            "button",
            "Start again",
            type="button",
            data_node=plugin.node,
            data_plugin=plugin.id,
            data_restart=True,
            aria_label=f"Start again: {plugin.id} on {plugin.node}",
        )
        if plugin.is_ill
        else None,
        class_="card",
        data_key=f"{plugin.node}/{plugin.id}",
    )


def _refusals(plugin: PluginStatus) -> Html:
    """What was refused, and the key to add it to."""
    items = [
        element(
            "li",
            element("code", refusal.what),
            f" refused {refusal.count}\u00a0×; ",
            "add it to " if refusal.key else "the plugin does not ask for it",
            element("code", refusal.key) if refusal.key else None,
            data_key=refusal.what,
        )
        for refusal in plugin.refused[:_MOST_REFUSALS]
    ]
    left = len(plugin.refused) - len(items)
    return element("ul", *items, element("li", f"and {left} more", class_="quiet") if left else None, class_="refused")


def _table(plugins: list[PluginStatus], others: bool, reporting: set[tuple[str, str]]) -> Html:
    allowance = Allowance(_ROW_BYTES)
    rows = [row for row in (_row(plugin, reporting) for plugin in plugins) if allowance.admits(row)]
    names = ("Plugin", "State", "Failures", "Restarts", "Memory")
    caption = f"{len(plugins)} {'other ' if others else ''}{'plugin' if len(plugins) == 1 else 'plugins'}"
    if allowance.refused:
        caption += f", of which {len(rows)} are shown"
    return element(
        "details",
        element("summary", caption),
        element(
            "table",
            element("caption", caption, class_="unseen"),
            element("thead", element("tr", *(element("th", name, scope="col") for name in names))),
            element("tbody", *rows),
            class_="list",
        ),
        class_="card",
        data_key="sound",
    )


def _row(plugin: PluginStatus, reporting: set[tuple[str, str]]) -> Html:
    is_quiet = "sensor" in plugin.kinds and plugin.state == "running" and (plugin.node, plugin.id) not in reporting
    return element(
        "tr",
        element("th", plugin.id, " ", element("small", plugin.node), scope="row"),
        element(
            "td",
            pill(plugin.state, _TONES.get(plugin.state, QUIET)),
            element("small", " no readings yet") if is_quiet else None,
        ),
        element("td", str(plugin.failures)),
        element("td", str(plugin.restarts)),
        element("td", "–" if plugin.memory is None else shown(plugin.memory, "By")),
        data_key=f"{plugin.node}/{plugin.id}",
    )


def _state(plugin: PluginStatus) -> str:
    return "fails" if plugin.state == "running" and plugin.error is not None else plugin.state.replace("-", " ")


def _facts(plugin: PluginStatus) -> str:
    facts = [
        ", ".join(plugin.kinds),
        f"every {plugin.poll_interval}" if plugin.poll_interval else "",
        f"{plugin.failures} failures",
        f"{plugin.restarts} restarts",
    ]
    return " · ".join(fact for fact in facts if fact)


def _one_line(text: str) -> str:
    return bounded(text.split("\n", 1)[0], ERROR_LIMIT)
