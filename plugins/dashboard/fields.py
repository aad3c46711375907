"""Members of a JSON object, each asked for by name and kind. Pure."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any, TypeGuard

import math

Value = float | bool | str


class SnapshotError(ValueError):
    """A snapshot that is not as it is promised."""


class Fields:
    """One object. What is missing or of another kind is a SnapshotError with the place; other members are ignored."""

    __slots__ = ("_path", "_members")

    def __init__(self, path: str, document: Any) -> None:
        if not isinstance(document, dict):
            raise SnapshotError(f"{path} is {_kind(document)}; an object is needed")
        self._path = path
        self._members = document

    def has(self, name: str) -> bool:
        """Whether it is there and not null."""
        return self._members.get(name) is not None

    def text(self, name: str) -> str:
        value = self._members.get(name)
        if type(value) is not str:
            raise self._wrong(name, "a text")
        return value

    def flag(self, name: str) -> bool:
        value = self._members.get(name)
        if type(value) is not bool:
            raise self._wrong(name, "true or false")
        return value

    def count(self, name: str) -> int:
        value = self._members.get(name)
        if type(value) is not int or value < 0:
            raise self._wrong(name, "a whole number from 0")
        return value

    def number(self, name: str) -> float:
        value = self._members.get(name)
        if type(value) not in (int, float) or not _is_value(value):
            raise self._wrong(name, "a finite number")
        return float(value)

    def value(self, name: str) -> Value:
        value = self._members.get(name)
        if not _is_value(value):
            raise self._wrong(name, "a finite number, a flag or a text")
        return value

    def time(self, name: str) -> datetime:
        value = self._members.get(name)
        found = _time(value)
        if found is None:
            raise self._wrong(name, "a time such as 2026-03-01T12:00:05.250Z")
        return found

    def object(self, name: str) -> "Fields":
        return Fields(f"{self._path}.{name}", self._members.get(name))

    def each(self, name: str) -> Iterator["Fields"]:
        for index, item in enumerate(self._list(name)):
            yield Fields(f"{self._path}.{name}[{index}]", item)

    def texts(self, name: str) -> list[str]:
        items = self._list(name)
        if not all(type(item) is str for item in items):
            raise self._wrong(name, "a list of texts")
        return items

    def points(self, name: str, now: datetime) -> list[tuple[float, Value]]:
        """Seconds before `now` and value of each item of a list of [time, value]; none when it is missing."""
        points = []
        from_text = datetime.fromisoformat
        for index, point in enumerate(self._members.get(name) or []):
            try:
                time, value = point
                seconds = (now - from_text(time)).total_seconds()
            except (TypeError, ValueError):
                raise self._no_point(name, index) from None
            if not _is_value(value):
                raise self._no_point(name, index)
            points.append((seconds, value))
        return points

    def _list(self, name: str) -> list[Any]:
        value = self._members.get(name)
        if not isinstance(value, list):
            raise self._wrong(name, "a list")
        return value

    def _no_point(self, name: str, index: int) -> SnapshotError:
        return SnapshotError(f"{self._path}[{name!r}][{index}] is not [time, value]")

    def _wrong(self, name: str, needed: str) -> SnapshotError:
        what = _kind(self._members[name]) if name in self._members else "missing"
        return SnapshotError(f"{self._path}.{name} is {what}; {needed} is needed")


def _is_value(value: Any) -> TypeGuard[Value]:
    kind = type(value)
    # An integer may be too large for a float; nothing that measures says such a number.
    return (
        kind is bool
        or kind is str
        or (kind is float and math.isfinite(value))
        or (kind is int and abs(value) < 1 << 1000)
    )


def _time(value: Any) -> datetime | None:
    try:
        time = datetime.fromisoformat(value)
    except (TypeError, ValueError):
        return None
    return time if time.tzinfo is not None else None


def _kind(value: Any) -> str:
    if value is None:
        return "null"
    if isinstance(value, (dict, list)):
        return "a list" if isinstance(value, list) else "an object"
    shown = str(value)
    return repr(shown[:40] + "…") if len(shown) > 40 else repr(value)
