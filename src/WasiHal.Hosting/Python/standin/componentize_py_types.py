# Generated from wit/ by src/WasiHal.Hosting/Python/generate.py; do not edit.
# Sources: sha256:9c67743f9a24c2a7ecd6742bdfa94698fd06fb186d49ed7f0d99984588544c44

import re
from dataclasses import dataclass
from typing import Generic, TypeVar, Union

S = TypeVar("S")
T = TypeVar("T")
E = TypeVar("E")


@dataclass
class Some(Generic[S]):
    value: S


@dataclass
class Ok(Generic[T]):
    value: T


@dataclass
class Err(Generic[E], Exception):
    value: E

    def __hash__(self):
        return hash(str(self))

    def __str__(self):
        if isinstance(self.value, str):
            return self.value
        case = type(self.value).__name__.partition("_")[2]
        if not case:
            return str(self.value)
        case = re.sub("(?<!^)(?=[A-Z])", "-", case).lower()
        return f"{case}: {self.value.value}" if hasattr(self.value, "value") else case


Result = Union[Ok[T], Err[E]]
