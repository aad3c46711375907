# Generated from wit/ by src/WasiHal.Hosting/Python/generate.py; do not edit.
# Sources: sha256:ef52d9258b3f885bb03bd7e456ee704e879aa8e052e8ecb2ece289d78bea5f5d
"""The board's addressable LED strip (WS2812B). Needs a grant per LED: `leds = [3]` or `leds = ["0-4"]`.
Colours are set in a buffer; nothing reaches the strip before `show`.
"""

from ..imports import types


def count() -> int:
    """Number of LEDs of the strip, 0 when the board has none. Needs no grant."""
    ...


def set(index: int, red: int, green: int, blue: int) -> None:
    """Sets one LED, 0 to 255 for each colour, before the operator's brightness.

    Errors: `invalid` no such LED; `denied`.

    Raises `Err(types.Error)`.
    """
    ...


def set_range(start: int, colors: list[int]) -> None:
    """Sets LEDs from `start` on, each colour as 0x00RRGGBB. All of them must exist and be granted, or none is set.

    Errors: `invalid`, `denied`.

    Raises `Err(types.Error)`.
    """
    ...


def fill(red: int, green: int, blue: int) -> None:
    """Sets every LED that is granted to this plugin to one colour.

    Errors: `denied` no LED is granted.

    Raises `Err(types.Error)`.
    """
    ...


def clear() -> None:
    """Switches off every LED that is granted to this plugin.

    Errors: `denied` no LED is granted.

    Raises `Err(types.Error)`.
    """
    ...


def show() -> None:
    """Sends the buffer to the strip, if anything changed since it was last sent.

    Errors: `not-present`, `bus`; `denied` no LED is granted.

    Raises `Err(types.Error)`.
    """
    ...
