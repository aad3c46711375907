# Generated from wit/ by src/WasiHal.Hosting/Python/generate.py; do not edit.
# Sources: sha256:be2113a6f141bb26d723f022a1fe466e0dca07f36bca658e637dd537970f32a7

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
