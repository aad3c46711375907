"""The head of the page: one look says whether all is well. Pure."""

from datetime import datetime

from ages import time_element
from allowance import Allowance
from health import BAD, GOOD, QUIET, WARN, Problem, Verdict, since
from html_builder import Html, element
from snapshot import Snapshot

_SIGNS = {GOOD: "✓", WARN: "!", BAD: "!", QUIET: "…"}
_MOST_PROBLEMS = 12
_BYTES = 8 * 1024


def hero(verdict: Verdict, snapshot: Snapshot) -> Html:
    return element(
        "section",
        element("span", _SIGNS[verdict.tone], class_="sign", aria_hidden="true"),
        # Only what is in here is read out when it changes, so nothing in here may change with the time.
        element(
            "div",
            element("h2", verdict.headline),
            element("p", verdict.more) if verdict.more else None,
            role="status",
        ),
        element("p", _facts(snapshot), class_="quiet"),
        _problems(verdict.problems, snapshot.time),
        class_=f"hero {verdict.tone}",
        aria_label="Status",
        data_key="status",
    )


def _facts(snapshot: Snapshot) -> str:
    facts = [
        _count(len(snapshot.nodes), "node"),
        _count(len(snapshot.readings), "reading"),
        _count(len(snapshot.plugins), "plugin"),
    ]
    return " · ".join(facts)


def _count(count: int, what: str) -> str:
    return f"{count} {what}" if count == 1 else f"{count} {what}s"


def _problems(problems: tuple[Problem, ...], now: datetime) -> Html | None:
    if not problems:
        return None
    allowance = Allowance(_BYTES)
    items = [
        item for item in (_problem(problem, now) for problem in problems[:_MOST_PROBLEMS]) if allowance.admits(item)
    ]
    left = len(problems) - len(items)
    if left:
        items.append(element("li", f"and {left} more", class_="quiet", data_key="more"))
    return element("ul", *items, class_="problems")


def _problem(problem: Problem, now: datetime) -> Html:
    return element(
        "li",
        element("strong", problem.what),
        " ",
        element("span", problem.where),
        " " if problem.since else None,
        time_element(problem.since, since(problem, problem.since, now)) if problem.since else None,
        class_=problem.tone,
        data_key=f"{problem.kind}/{problem.what}/{problem.where}",
    )
