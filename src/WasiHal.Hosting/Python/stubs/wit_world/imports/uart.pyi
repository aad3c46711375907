# Generated from wit/ by src/WasiHal.Hosting/Python/generate.py; do not edit.
# Sources: sha256:ef52d9258b3f885bb03bd7e456ee704e879aa8e052e8ecb2ece289d78bea5f5d
"""Serial ports, by the names that the operator configured. Needs a grant per name: `uart = ["gps"]`."""

from ..imports import types


def open(port: str, baud: int) -> None:
    """Opens the port for this plugin, or changes the rate of a port that it has open: 8 data bits, no parity, one stop
    bit, no handshake.

    - `baud`: 50 to 4,000,000 bits a second.

    Errors: `not-present` no such name or device; `busy` another plugin has it; `denied`, `invalid`.

    Raises `Err(types.Error)`.
    """
    ...


def read(port: str, max_len: int, timeout_ms: int) -> bytes:
    """Returns what has arrived, at most `max_len` (1 to 4096) bytes; waits up to `timeout_ms` (0 to 60,000 ms, and never
    past the call's deadline) for the first byte. Nothing arrived: an empty list.

    Errors: `invalid` also when the port is not open; `overrun` bytes were lost; `not-present`, `denied`.

    Raises `Err(types.Error)`.
    """
    ...


def write(port: str, data: bytes) -> None:
    """Sends `data` (1 to 4096 bytes) and returns when the host's buffer has taken all of it.

    Errors: as `read`, and `timeout` when the buffer does not empty.

    Raises `Err(types.Error)`.
    """
    ...
