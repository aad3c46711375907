"""Exceptions as text: one line that says what and where, then the traceback through the plugin's own files."""

import traceback

from _wasihal_output import LONGEST, fit
from componentize_py_types import Err

LINE = 1000  # characters of the first line's message
CHAIN = 8  # exceptions that led to one another


class LoadError(Exception):
    """Something about the plugin that no exception of Python's own says; its text stands for itself."""


def describe(exception, files, entry):
    """`files` are the plugin's paths; `entry` is named when no line of the plugin is involved."""
    if isinstance(exception, LoadError) or isinstance(exception, Err) and isinstance(exception.value, str):
        return fit(str(exception) or "the plugin answered an error without a text")
    where = _where(exception, files) or entry
    name = "" if isinstance(exception, Err) else type(exception).__name__
    text = exception.msg if isinstance(exception, SyntaxError) else _text(exception)
    lines = str(text)[:LONGEST].splitlines() or [""]
    head = " ".join(": ".join(part for part in (name, lines[0][:LINE]) if part).splitlines())
    if where:
        head += f" ({where})"
    try:
        rest = _traceback(exception, files)
    except Exception:  # no memory left for it, or an exception whose attributes raise
        rest = ""
    if not rest and len(lines) > 1:
        rest = "\n".join(lines[1:])
    return fit(f"{head}\n{rest}".rstrip())


def _text(exception):
    try:
        return str(exception)
    except Exception as error:
        return f"<its __str__ raised {type(error).__name__}>"


def _where(exception, files):
    if isinstance(exception, SyntaxError) and exception.filename in files:
        return f"{exception.filename}, line {exception.lineno}"
    found = ""
    for frame, line in traceback.walk_tb(exception.__traceback__):
        if frame.f_code.co_filename in files:
            found = f"{frame.f_code.co_filename}, line {line}"
    return found


def _traceback(exception, files):
    _shorten(exception)
    report = traceback.TracebackException(
        type(exception), exception, exception.__traceback__, lookup_lines=False, compact=True
    )
    kept = _keep(report, files, set())
    return "".join(report.format()) if kept or isinstance(exception, SyntaxError) else ""


def _keep(report, files, seen):
    """Removes the frames of the runtime and the standard library; whether any frame is left."""
    if report is None or id(report) in seen:
        return False
    seen.add(id(report))
    report.stack[:] = [frame for frame in report.stack if frame.filename in files]
    inner = [report.__cause__, report.__context__, *(report.exceptions or ())]
    kept = [_keep(other, files, seen) for other in inner]
    return bool(report.stack) or any(kept)


def _shorten(exception):
    """Cuts a chain of exceptions that is long or leads back to itself."""
    seen, level = set(), [exception]
    for depth in range(CHAIN):
        following = []
        for current in level:
            seen.add(id(current))
            for other in (current.__cause__, current.__context__):
                if other is not None and id(other) not in seen:
                    following.append(other)
        level = following[:CHAIN]
    for current in level:
        current.__cause__ = current.__context__ = None
