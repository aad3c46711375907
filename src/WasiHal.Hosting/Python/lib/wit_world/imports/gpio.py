# Generated from wit/ by src/WasiHal.Hosting/Python/generate.py; do not edit.
# Sources: sha256:ef52d9258b3f885bb03bd7e456ee704e879aa8e052e8ecb2ece289d78bea5f5d
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
