# Generated from wit/ by src/WasiHal.Hosting/Python/generate.py; do not edit.
# Sources: sha256:ef52d9258b3f885bb03bd7e456ee704e879aa8e052e8ecb2ece289d78bea5f5d
"""Digital pins. A pin is its BCM number as text (`"17"`) or a label from the operator's `[gpio.labels]`.
Needs a grant per pin: `gpio = [17]`.
"""

from enum import Enum

from ..imports import types


class Mode(Enum):
    """What a pin is to be. An output states the level that it starts with, so that it never pulses."""
    INPUT = 0
    """High impedance."""
    INPUT_PULL_UP = 1
    """Input with the internal pull-up."""
    INPUT_PULL_DOWN = 2
    """Input with the internal pull-down."""
    OUTPUT_LOW = 3
    """Driven, low from the first moment."""
    OUTPUT_HIGH = 4
    """Driven, high from the first moment."""


class Edge(Enum):
    """Which change of level `wait_for_edge` waits for."""
    RISING = 0
    """Low to high."""
    FALLING = 1
    """High to low."""
    BOTH = 2
    """Either."""


def configure(pin: str, mode: Mode) -> None:
    """Takes the pin for this plugin and sets its mode.

    Errors: `busy` another plugin has it; `not-present`; `invalid` a mode that the pin cannot do; `denied`.

    Raises `Err(types.Error)`.
    """
    ...


def read(pin: str) -> bool:
    """The pin's level now, true for high.

    Errors: `invalid` not configured; `not-present`, `denied`.

    Raises `Err(types.Error)`.
    """
    ...


def write(pin: str, high: bool) -> None:
    """Drives a pin that is configured as an output.

    Errors: `invalid` not configured as an output; `not-present`, `denied`.

    Raises `Err(types.Error)`.
    """
    ...


def wait_for_edge(pin: str, edge: Edge, timeout_ms: int) -> bool:
    """Waits for a change of level: true when it came, false when `timeout_ms` (0 to 60,000 ms, and never past the
    call's deadline) went by without one.

    Errors: `invalid` not configured as an input; `not-present`, `denied`.

    Raises `Err(types.Error)`.
    """
    ...
