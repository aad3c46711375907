# Generated from wit/ by src/WasiHal.Hosting/Python/generate.py; do not edit.
# Sources: sha256:ef52d9258b3f885bb03bd7e456ee704e879aa8e052e8ecb2ece289d78bea5f5d
from dataclasses import dataclass
from typing import Union


@dataclass
class Error_Bus:
    pass


@dataclass
class Error_ArbitrationLost:
    pass


@dataclass
class Error_NoAcknowledge:
    pass


@dataclass
class Error_Overrun:
    pass


@dataclass
class Error_Timeout:
    pass


@dataclass
class Error_Busy:
    pass


@dataclass
class Error_NotPresent:
    pass


@dataclass
class Error_Denied:
    value: str


@dataclass
class Error_Invalid:
    value: str


@dataclass
class Error_Other:
    value: str


Error = Union[Error_Bus, Error_ArbitrationLost, Error_NoAcknowledge, Error_Overrun, Error_Timeout, Error_Busy, Error_NotPresent, Error_Denied, Error_Invalid, Error_Other]
