# Generated from wit/ by src/WasiHal.Hosting/Python/generate.py; do not edit.
# Sources: sha256:ef52d9258b3f885bb03bd7e456ee704e879aa8e052e8ecb2ece289d78bea5f5d
"""SPI buses of the board. Needs a grant per bus and chip select: `spi = ["0:1"]`."""

from ..imports import types


def configure(bus: int, chip_select: int, clock_hz: int, mode: int) -> None:
    """Sets clock and mode for this plugin's later transfers to one chip select. Without it: 500,000 Hz, mode 0.

    - `clock_hz`: 1 to 125,000,000; the controller rounds down to what it can make.
    - `mode`: 0 to 3 (bit 1 clock polarity, bit 0 clock phase).

    Errors: `not-present` no such bus or chip select; `denied`, `invalid`.

    Raises `Err(types.Error)`.
    """
    ...


def transfer(bus: int, chip_select: int, data: bytes) -> bytes:
    """One full-duplex transfer with the chip selected throughout: sends `data` (1 to 4096 bytes) and returns as many
    bytes as were clocked in meanwhile.

    Errors: `not-present`, `denied`, `invalid`, `bus`.

    Raises `Err(types.Error)`.
    """
    ...
