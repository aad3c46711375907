# Generated from wit/ by src/WasiHal.Hosting/Python/generate.py; do not edit.
# Sources: sha256:be2113a6f141bb26d723f022a1fe466e0dca07f36bca658e637dd537970f32a7
from enum import Enum

from _wasihal_gpio import configure, read, write, wait_for_edge


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
