# Generated from wit/ by src/WasiHal.Hosting/Python/generate.py; do not edit.
# Sources: sha256:ef52d9258b3f885bb03bd7e456ee704e879aa8e052e8ecb2ece289d78bea5f5d

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
