# Generated from wit/ by src/WasiHal.Hosting/Python/generate.py; do not edit.
# Sources: sha256:a6b5406165f78444eb46fdd4a79947afa9f423d3cb8711f95e0a6ff6bd778ade
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
