# Generated from wit/ by src/WasiHal.Hosting/Python/generate.py; do not edit.
# Sources: sha256:a6b5406165f78444eb46fdd4a79947afa9f423d3cb8711f95e0a6ff6bd778ade
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
