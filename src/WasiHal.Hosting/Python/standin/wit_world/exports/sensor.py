# Generated from wit/ by src/WasiHal.Hosting/Python/generate.py; do not edit.
# Sources: sha256:be2113a6f141bb26d723f022a1fe466e0dca07f36bca658e637dd537970f32a7
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
