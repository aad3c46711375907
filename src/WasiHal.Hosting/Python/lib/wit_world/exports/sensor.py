# Generated from wit/ by src/WasiHal.Hosting/Python/generate.py; do not edit.
# Sources: sha256:e474fd51345ddff76f4ce805cb25d5cbc3812629a2105e84e25c5a02404ff041
from dataclasses import dataclass
from typing import Union

from _wasihal_core import record


@record
@dataclass
class Value_Number:
    value: float


@record
@dataclass
class Value_Flag:
    value: bool


@record
@dataclass
class Value_Text:
    value: str


Value = Union[Value_Number, Value_Flag, Value_Text]


@record
@dataclass
class Measurement:
    sensor: str
    quantity: str
    value: Value
    unit: str
