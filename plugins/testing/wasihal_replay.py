"""Answers a pure driver from a recording of the flight recorder (docs/recording.md), under plain CPython."""

import datetime
import json
import re
from collections import deque

FORMAT = "wasihal-bus/1"
KEPT = 256  # bytes of one payload that a recorder keeps
KINDS = ("plugin", "i2c", "spi", "uart", "gpio", "pwm", "leds", "buzzer", "relays", "climate")
ERRORS = ("bus", "arbitration-lost", "no-acknowledge", "overrun", "timeout", "busy", "not-present", "denied", "invalid", "other")


class Replay:
    """What one I2C bus of a recording answers. `transfer` and `sleep` are what a driver takes.

    path: the file that GET /api/plugins/ID/bus gave.
    bus: the number of the bus; may be absent when the recording has one only.
    line: where to begin, a line of the file; without it, at the last start of the plugin that is in it.

    A file that is none raises ValueError with its line and what is wrong.
    """

    def __init__(self, path, bus=None, line=None):
        self._path = path
        self._first = None
        transactions = list(_read(path))
        if line is None:
            line = max((number for number, entry in transactions if entry["bus"] == "plugin" and entry.get("op") == "start"), default=0)
        buses = sorted({entry["bus"] for _, entry in transactions if entry["bus"].startswith("i2c-")})
        if bus is None and len(buses) > 1:
            raise ValueError(f"{path}: has {', '.join(buses)}: say which with bus=")
        self._bus = f"i2c-{bus}" if bus is not None else buses[0] if buses else "i2c"
        self._next = {}
        self._last = {}
        self._after_gaps = set()
        gaps = set()
        for number, entry in transactions:
            if number >= line and entry.get("op") == "gap":
                gaps.update(self._next)
            if number >= line and entry["bus"] == self._bus:
                address = int(entry["address"], 16)
                self._next.setdefault(address, deque()).append((number, entry))
                self._last[address] = number
                if address in gaps:
                    gaps.remove(address)
                    self._after_gaps.add(number)

    def transfer(self, address, write, read_len):
        """Answers the recorded bytes, or raises OSError where the bus had failed; AssertionError for what was not recorded."""
        if self._first:
            raise AssertionError(self._first)
        write = bytes(write)
        asked = _words(write[:KEPT].hex(), len(write), read_len)
        device = f"{self._bus} 0x{address:02x}"
        if address not in self._next:
            known = ", ".join(f"{self._bus} 0x{other:02x}" for other in self._next) or "none"
            self._fail(f"{self._path}: nothing was recorded of {device}, got {asked}. Recorded are: {known}.")
        self._skip_to(self._next[address], asked)
        if not self._next[address]:
            self._fail(f"{self._path}: line {self._last[address]} was the last one of {device}, got {asked}.")
        line, entry = self._next[address][0]
        expected = _request(entry)
        if expected != asked:
            self._fail(f"{self._path}: line {line}: expected {device} {expected}, got {asked}.")
        self._next[address].popleft()
        if "error" in entry:
            raise OSError(f"{entry['error']}: {entry.get('message', 'it failed when this was recorded')}")
        read = bytes.fromhex(entry.get("read", ""))
        if len(read) < read_len:
            self._fail(f"{self._path}: line {line}: {device} answered {read_len} bytes, and only {len(read)} of them were kept.")
        return read

    def _skip_to(self, queue, asked):
        """At a gap, what the driver asks for says where it goes on; without such a request nothing is skipped."""
        if queue and queue[0][0] in self._after_gaps:
            self._after_gaps.remove(queue[0][0])
            if any(_request(entry) == asked for _, entry in queue):
                while _request(queue[0][1]) != asked:
                    queue.popleft()

    def sleep(self, seconds):
        """Does not wait: answers are there at once."""

    def finish(self):
        """Raises AssertionError for the first request that differed, or when something was recorded that did not come."""
        if self._first:
            raise AssertionError(self._first)
        left = sorted((line, address, entry) for address, queue in self._next.items() for line, entry in queue)
        if left:
            line, address, entry = left[0]
            self._fail(
                f"{self._path}: line {line}: {self._bus} 0x{address:02x} {_request(entry)} was recorded and did not come, "
                f"nor did {len(left) - 1} later ones.")

    def _fail(self, message):
        self._first = message
        raise AssertionError(message)


def _request(entry):
    write = entry.get("write", "").lower()
    read = len(entry.get("read", "")) // 2
    return _words(write, entry.get("writeLength", len(write) // 2), entry.get("readLength", read))


def _words(kept, write_len, read_len):
    words = []
    if write_len:
        words.append(f"write {kept}" + (f"… ({write_len} bytes)" if len(kept) // 2 < write_len else ""))
    if read_len:
        words.append(f"read {read_len}")
    return " ".join(words) or "the address only"


def _read(path):
    with open(path, encoding="utf-8", newline="\n") as file:
        number = 0
        try:
            for number, text in enumerate(file, 1):
                entry = json.loads(text)
                if not isinstance(entry, dict):
                    raise ValueError("is not one JSON object")
                if number == 1:
                    _check_header(entry)
                else:
                    _check(entry)
                    yield number, entry
        except json.JSONDecodeError as wrong:
            raise ValueError(f"{path}:{number}: is not one JSON object.") from wrong
        except UnicodeDecodeError as wrong:
            raise ValueError(f"{path}:{number + 1}: is not UTF-8.") from wrong
        except ValueError as wrong:
            raise ValueError(f"{path}:{number}: {wrong}.") from wrong
    if not number:
        raise ValueError(f"{path}:1: is empty, and the first line says what the file is.")


def _check_header(entry):
    if entry.get("format") != FORMAT:
        raise ValueError(f'format is {json.dumps(entry.get("format"))}, accepted is "{FORMAT}"')
    _text(entry, "plugin")
    try:
        datetime.datetime.fromisoformat(_text(entry, "started"))
    except ValueError:
        raise ValueError(f"started is {json.dumps(entry.get('started'))}, accepted is a time such as 2026-03-01T12:00:00.000Z") from None


def _check(entry):
    bus = _text(entry, "bus")
    kind = bus.split("-", 1)[0]
    if kind not in KINDS:
        raise ValueError(f"bus {json.dumps(bus)} is of no known kind; known are {', '.join(KINDS)}")
    if "error" in entry and entry["error"] not in ERRORS:
        raise ValueError(f"error is {json.dumps(entry['error'])}, accepted is {', '.join(ERRORS)}")
    if kind != "i2c":
        return
    if not re.fullmatch("0x[0-7][0-9a-fA-F]", _text(entry, "address")):
        raise ValueError(f'address is {json.dumps(entry["address"])}, accepted is an address such as "0x76"')
    for name in ("write", "read"):
        if not re.fullmatch("([0-9a-fA-F]{2})*", str(entry.get(name, ""))):
            raise ValueError(f"{name} is {json.dumps(entry[name])}, accepted are bytes of two hexadecimal digits each")
        length = entry.get(name + "Length", 0)
        if not isinstance(length, int) or isinstance(length, bool):
            raise ValueError(f"{name}Length is {json.dumps(length)}, accepted is a whole number")


def _text(entry, name):
    if name not in entry:
        raise ValueError(f"{name} is missing")
    if not isinstance(entry[name], str):
        raise ValueError(f"{name} is {json.dumps(entry[name])}, accepted is a text")
    return entry[name]
