"""The newest log entries: what asks for attention open, the rest folded. Pure."""

from ages import clock_element
from allowance import Allowance
from health import BAD, QUIET, WARN
from html_builder import Html, bounded, element
from node_view import pill
from snapshot import LogEntry, Snapshot

MESSAGE_LIMIT = 240
"""Longest message, in characters."""
_MOST = 30
_BYTES = 8 * 1024
_TONES = {"critical": BAD, "error": BAD, "warning": WARN}


def log_section(snapshot: Snapshot) -> Html | None:
    if not snapshot.logs:
        return None
    newest_first = sorted(snapshot.logs, key=lambda entry: (entry.time, entry.id), reverse=True)
    return element(
        "section",
        element("h2", "Log"),
        _part([entry for entry in newest_first if entry.level in _TONES], "Errors and warnings", "bad", True),
        _part([entry for entry in newest_first if entry.level not in _TONES], "Other entries", "other", False),
        aria_label="Log",
        class_="log",
        data_key="log",
    )


def _part(entries: list[LogEntry], title: str, key: str, is_open: bool) -> Html | None:
    if not entries:
        return None
    allowance = Allowance(_BYTES)
    rows = [row for row in map(_row, entries[:_MOST]) if allowance.admits(row)]
    columns = element("tr", *(element("th", name, scope="col") for name in ("Time", "Level", "Plugin", "Message")))
    left = len(entries) - len(rows)
    return element(
        "details",
        element("summary", title, " ", element("span", str(len(entries)), class_="quiet")),
        element(
            "table",
            element("caption", title, class_="unseen"),
            element("thead", columns, class_="unseen"),
            element("tbody", *rows),
            class_="entries",
        ),
        element("p", f"and {left} older", class_="quiet") if left else None,
        class_="card",
        open=is_open,
        data_key=key,
    )


def _row(entry: LogEntry) -> Html:
    return element(
        "tr",
        element("td", clock_element(entry.time)),
        element("td", pill(entry.level, _TONES.get(entry.level, QUIET))),
        element("td", " on ".join(name for name in (entry.plugin, entry.node) if name)),
        element("td", bounded(entry.message, MESSAGE_LIMIT)),
        data_key=str(entry.id),
    )
