# Generated from wit/ by src/WasiHal.Hosting/Python/generate.py; do not edit.
# Sources: sha256:e474fd51345ddff76f4ce805cb25d5cbc3812629a2105e84e25c5a02404ff041

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
