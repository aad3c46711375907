# Generated from wit/ by src/WasiHal.Hosting/Python/generate.py; do not edit.
# Sources: sha256:e474fd51345ddff76f4ce805cb25d5cbc3812629a2105e84e25c5a02404ff041

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
        name = type(self.value).__name__
        case = re.sub("(?<!^)(?=[A-Z])", "-", name.partition("_")[2] or name).lower()
        return f"{case}: {self.value.value}" if hasattr(self.value, "value") else case


Result = Union[Ok[T], Err[E]]
