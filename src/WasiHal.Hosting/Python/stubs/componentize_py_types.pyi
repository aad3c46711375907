# Generated from wit/ by src/WasiHal.Hosting/Python/generate.py; do not edit.
# Sources: sha256:a6b5406165f78444eb46fdd4a79947afa9f423d3cb8711f95e0a6ff6bd778ade

from dataclasses import dataclass
from typing import Generic, TypeVar, Union

S = TypeVar("S")
T = TypeVar("T")
E = TypeVar("E")

@dataclass
class Some(Generic[S]):
    """A present value, where options nest."""
    value: S

@dataclass
class Ok(Generic[T]):
    """A result that is a value, where results nest."""
    value: T

@dataclass
class Err(Generic[E], Exception):
    """An error: what a host function raises, and what a plugin's function raises to answer an error."""
    value: E

Result = Union[Ok[T], Err[E]]
