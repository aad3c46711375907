"""How long ago. Pure."""

from datetime import datetime

from html_builder import Html, element
from units import duration


def seconds_between(then: datetime, now: datetime) -> float:
    """Never below 0: a clock that runs ahead is no prophet."""
    return max(0.0, (now - then).total_seconds())


def span(seconds: float) -> str:
    """One or two units, coarser the longer it is."""
    whole = int(max(0.0, seconds))
    if whole < 3600:
        return duration(whole if whole < 60 else whole // 60 * 60).removesuffix(" 0\u00a0s")
    if whole < 86400:
        return duration(whole)
    return f"{whole // 86400}\u00a0d {whole % 86400 // 3600}\u00a0h"


def ago(then: datetime, now: datetime) -> str:
    seconds = seconds_between(then, now)
    return "just now" if seconds < 1 else f"{span(seconds)} ago"


def time_element(then: datetime, text: str) -> Html:
    """`<time>`, which says exactly when to whoever wants to know."""
    return element("time", text, datetime=stamp(then))


def clock_element(then: datetime) -> Html:
    """The time of day in UTC; the page makes it the reader's own."""
    return element("time", then.strftime("%H:%M:%S"), datetime=stamp(then), class_="clock")


def stamp(time: datetime) -> str:
    return time.isoformat(timespec="milliseconds").replace("+00:00", "Z")
