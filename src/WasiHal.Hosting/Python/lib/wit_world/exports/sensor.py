# Generated from wit/ by src/WasiHal.Hosting/Python/generate.py; do not edit.
# Sources: sha256:ef52d9258b3f885bb03bd7e456ee704e879aa8e052e8ecb2ece289d78bea5f5d
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
