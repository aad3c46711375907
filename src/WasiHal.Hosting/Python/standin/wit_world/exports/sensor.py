# Generated from wit/ by src/WasiHal.Hosting/Python/generate.py; do not edit.
# Sources: sha256:9c67743f9a24c2a7ecd6742bdfa94698fd06fb186d49ed7f0d99984588544c44
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
