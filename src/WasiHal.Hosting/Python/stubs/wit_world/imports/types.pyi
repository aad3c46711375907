# Generated from wit/ by src/WasiHal.Hosting/Python/generate.py; do not edit.
# Sources: sha256:ef52d9258b3f885bb03bd7e456ee704e879aa8e052e8ecb2ece289d78bea5f5d
"""What the hardware verbs have in common."""

from dataclasses import dataclass
from typing import Union


@dataclass
class Error_Bus:
    """The bus is stuck or its signals make no sense (SDA or SCL held low, framing error)."""


@dataclass
class Error_ArbitrationLost:
    """Another controller took the bus during the transaction; try again."""


@dataclass
class Error_NoAcknowledge:
    """Nothing acknowledged the address or a byte: the device is missing, unpowered or busy."""


@dataclass
class Error_Overrun:
    """Data came faster than it was read, or more of it than there was room for."""


@dataclass
class Error_Timeout:
    """The device or the line did not answer in time."""


@dataclass
class Error_Busy:
    """Somebody else uses the pin, port or bus exclusively at this moment."""


@dataclass
class Error_NotPresent:
    """The board has no such bus, port, pin, channel, strip or relay, or it is not switched on."""


@dataclass
class Error_Denied:
    """The plugin may not do this. The text names what was refused and the key that would allow it."""
    value: str


@dataclass
class Error_Invalid:
    """An argument is out of range or malformed. The text names the argument, its value and what is accepted."""
    value: str


@dataclass
class Error_Other:
    """Anything else; the text says what happened."""
    value: str


Error = Union[Error_Bus, Error_ArbitrationLost, Error_NoAcknowledge, Error_Overrun, Error_Timeout, Error_Busy, Error_NotPresent, Error_Denied, Error_Invalid, Error_Other]
"""Why a hardware verb failed. Small on purpose: every case has a physical meaning that a driver can act on.
The cases and their order are those of `HardwareErrorKind` in the .NET library.
"""
