"""print, sys.stderr and logging: all of it becomes events of the host's log."""

import io
import logging
import sys

from _wasihal_core import set_pending
from wit_world.imports.log import Level, write

PIECE = 4096  # characters of a line that become one event; in UTF-8 they are no more than LONGEST
LONGEST = 16384  # bytes of one message
_CUT = "\n… (shortened)"


def fit(text):
    """A text that every host can take: no lone surrogates, and not longer than LONGEST."""
    data = str.encode(text[:LONGEST], "utf-8", "backslashreplace")
    if len(text) <= LONGEST and len(data) <= LONGEST:
        return data.decode()
    return data[: LONGEST - len(_CUT.encode())].decode("utf-8", "ignore") + _CUT


def log(level, text):
    write(level, fit(text))


class Lines(io.TextIOBase):
    """A text stream whose lines are log events; empty lines are none."""

    encoding = "utf-8"
    errors = "backslashreplace"
    streams = []

    def __init__(self, level):
        self._level = level
        self._partial = ""
        Lines.streams.append(self)

    def writable(self):
        return True

    def write(self, text):
        if not isinstance(text, str):
            raise TypeError(f"write() argument must be str, not {type(text).__name__}")
        lines = (self._partial + text).split("\n")
        self._partial = ""
        for line in lines[:-1]:
            self._emit(line)
        rest = lines[-1]
        whole = len(rest) - len(rest) % PIECE
        self._emit(rest[:whole])
        self._partial = rest[whole:]
        set_pending(True)
        return len(text)

    def _emit(self, line):
        for start in range(0, len(line), PIECE):
            log(self._level, line[start : start + PIECE])

    def end_line(self):
        line, self._partial = self._partial, ""
        self._emit(line)


class Handler(logging.Handler):
    """Sends the records of Python's logging on, with their level and with the traceback that they carry."""

    def emit(self, record):
        try:
            text = self.format(record)
            log(_level(record.levelno), text if record.name == "root" else f"{record.name}: {text}")
        except RecursionError:
            raise
        except Exception as error:
            place = f"{record.pathname}:{record.lineno}"
            log(Level.WARNING, f"{place}: message {record.msg!r} could not be logged: {type(error).__name__}: {error}")


def _level(number):
    for limit, level in _LEVELS:
        if number >= limit:
            return level
    return Level.TRACE


_LEVELS = (
    (logging.CRITICAL, Level.CRITICAL),
    (logging.ERROR, Level.ERROR),
    (logging.WARNING, Level.WARNING),
    (logging.INFO, Level.INFO),
    (logging.DEBUG, Level.DEBUG),
)


def flush():
    """Ends lines that were begun: called after every call of the host."""
    set_pending(False)
    for stream in Lines.streams:
        stream.end_line()


def prepare():
    """Made for the snapshot: nothing is written here."""
    logging.addLevelName(5, "TRACE")
    root = logging.getLogger()
    root.addHandler(Handler())
    root.setLevel(logging.INFO)


def begin():
    """From here on everything that is printed goes to the host. Last for the snapshot."""
    sys.stdout = sys.__stdout__ = _out
    sys.stderr = sys.__stderr__ = _err
    sys.stdin = sys.__stdin__ = io.StringIO()


_out = Lines(Level.INFO)
_err = Lines(Level.WARNING)
