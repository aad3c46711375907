# Generated from wit/ by src/WasiHal.Hosting/Python/generate.py; do not edit.
# Sources: sha256:e474fd51345ddff76f4ce805cb25d5cbc3812629a2105e84e25c5a02404ff041
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
