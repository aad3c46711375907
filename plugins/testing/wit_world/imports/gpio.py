# Generated from wit/ by src/WasiHal.Hosting/Python/generate.py; do not edit.
# Sources: sha256:ef52d9258b3f885bb03bd7e456ee704e879aa8e052e8ecb2ece289d78bea5f5d
from enum import Enum

from .._standin import no_host as _no_host


class Mode(Enum):
    INPUT = 0
    INPUT_PULL_UP = 1
    INPUT_PULL_DOWN = 2
    OUTPUT_LOW = 3
    OUTPUT_HIGH = 4


class Edge(Enum):
    RISING = 0
    FALLING = 1
    BOTH = 2


def configure(pin: str, mode: Mode) -> None:
    _no_host("gpio", "configure")


def read(pin: str) -> bool:
    _no_host("gpio", "read")


def write(pin: str, high: bool) -> None:
    _no_host("gpio", "write")


def wait_for_edge(pin: str, edge: Edge, timeout_ms: int) -> bool:
    _no_host("gpio", "wait_for_edge")
