# Generated from wit/ by src/WasiHal.Hosting/Python/generate.py; do not edit.
# Sources: sha256:9c67743f9a24c2a7ecd6742bdfa94698fd06fb186d49ed7f0d99984588544c44

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
