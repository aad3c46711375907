# Generated from wit/ by src/WasiHal.Hosting/Python/generate.py; do not edit.
# Sources: sha256:a6b5406165f78444eb46fdd4a79947afa9f423d3cb8711f95e0a6ff6bd778ade

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
