# Generated from wit/ by src/WasiHal.Hosting/Python/generate.py; do not edit.
# Sources: sha256:ef52d9258b3f885bb03bd7e456ee704e879aa8e052e8ecb2ece289d78bea5f5d
"""A plugin that measures."""

from dataclasses import dataclass
from typing import Union


@dataclass
class Value_Number:
    """A finite number in the measurement's unit; NaN and infinities are refused."""
    value: float


@dataclass
class Value_Flag:
    """A state: an alarm, a fan."""
    value: bool


@dataclass
class Value_Text:
    """A text: a state with more than two names."""
    value: str


Value = Union[Value_Number, Value_Flag, Value_Text]
"""What was measured."""


@dataclass
class Measurement:
    """One measured quantity. Node, plugin and time are the host's to add, never the plugin's."""
    sensor: str
    """The sensor within the plugin, such as `bme680`."""
    quantity: str
    """The quantity in lower snake case, such as `temperature`; `alarm_…` for an alarm's flag."""
    value: Value
    """The value in `unit`."""
    unit: str
    """UCUM code of the unit, such as `Cel`, `Pa`, `%`; `1` for a bare number, empty for flags and texts."""
