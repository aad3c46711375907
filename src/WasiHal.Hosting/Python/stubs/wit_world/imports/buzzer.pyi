# Generated from wit/ by src/WasiHal.Hosting/Python/generate.py; do not edit.
# Sources: sha256:ef52d9258b3f885bb03bd7e456ee704e879aa8e052e8ecb2ece289d78bea5f5d
"""The board's buzzer. Needs the grant `buzzer = true`."""

from ..imports import types


def beep(count: int, on_ms: int, off_ms: int) -> None:
    """Queues `count` tones and returns at once; they play on the host while the plugin goes on.

    - `count`: 1 to 10.
    - `on_ms`: length of each tone, 10 to 2000 ms.
    - `off_ms`: pause after each tone, 0 to 2000 ms.

    Errors: `busy` the queue is full; `not-present` no buzzer; `denied`, `invalid`.

    Raises `Err(types.Error)`.
    """
    ...
