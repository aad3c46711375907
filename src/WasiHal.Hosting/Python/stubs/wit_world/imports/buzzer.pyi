# Generated from wit/ by src/WasiHal.Hosting/Python/generate.py; do not edit.
# Sources: sha256:be2113a6f141bb26d723f022a1fe466e0dca07f36bca658e637dd537970f32a7
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
