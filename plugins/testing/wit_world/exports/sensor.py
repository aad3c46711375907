# Generated from wit/ by src/WasiHal.Hosting/Python/generate.py; do not edit.
# Sources: sha256:ef52d9258b3f885bb03bd7e456ee704e879aa8e052e8ecb2ece289d78bea5f5d
from dataclasses import dataclass
from typing import Union


@dataclass
class Value_Number:
    value: float


@dataclass
class Value_Flag:
    value: bool


@dataclass
class Value_Text:
    value: str


Value = Union[Value_Number, Value_Flag, Value_Text]


@dataclass
class Measurement:
    sensor: str
    quantity: str
    value: Value
    unit: str
