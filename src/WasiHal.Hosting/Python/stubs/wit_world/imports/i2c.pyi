# Generated from wit/ by src/WasiHal.Hosting/Python/generate.py; do not edit.
# Sources: sha256:ef52d9258b3f885bb03bd7e456ee704e879aa8e052e8ecb2ece289d78bea5f5d
"""I²C buses of the board. Needs a grant per bus and address: `i2c = ["1:0x76"]`."""

from ..imports import types


def transfer(bus: int, address: int, write: bytes, read_len: int) -> bytes:
    """One bus transaction: writes `write`, then, when both halves are present, a repeated start, then reads `read_len`
    bytes. Either half may be empty; with both empty only the address is sent, which tells whether a device answers.

    - `bus`: number of the adapter, 1 for `/dev/i2c-1`.
    - `address`: 7 bits, right-aligned, 0x08 to 0x77 (0x76, not 0xec).
    - `write`: 0 to 4096 bytes, without the address byte.
    - `read_len`: 0 to 4096 bytes; on success exactly so many are returned.

    Errors: `no-acknowledge` nothing answers at the address; `bus`, `arbitration-lost`, `timeout` of the wire;
    `not-present` no such bus; `denied`, `invalid`.

    Raises `Err(types.Error)`.
    """
    ...
