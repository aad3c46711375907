# Generated from wit/ by src/WasiHal.Hosting/Python/generate.py; do not edit.
# Sources: sha256:ef52d9258b3f885bb03bd7e456ee704e879aa8e052e8ecb2ece289d78bea5f5d

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
        detail = getattr(self.value, "value", None)
        return case if detail is None else f"{case}: {detail}"


Result = Union[Ok[T], Err[E]]
