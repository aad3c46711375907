# Generated from wit/ by src/WasiHal.Hosting/Python/generate.py; do not edit.
# Sources: sha256:be2113a6f141bb26d723f022a1fe466e0dca07f36bca658e637dd537970f32a7
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
