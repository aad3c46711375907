# Generated from wit/ by src/WasiHal.Hosting/Python/generate.py; do not edit.
# Sources: sha256:ef52d9258b3f885bb03bd7e456ee704e879aa8e052e8ecb2ece289d78bea5f5d
"""Hardware PWM channels. Needs a grant per channel: `pwm = [0]`."""

from ..imports import types


def set(channel: int, frequency_hz: float, duty: float) -> None:
    """Starts the channel or changes it while it runs.

    - `frequency_hz`: 0.1 to 1,000,000.
    - `duty`: share of the period that the output is high, 0 to 1.

    Errors: `not-present` no such channel; `busy`, `denied`, `invalid`.

    Raises `Err(types.Error)`.
    """
    ...


def stop(channel: int) -> None:
    """Stops the channel; its output goes low. Stopping a stopped channel is no error.

    Errors: `not-present`, `denied`.

    Raises `Err(types.Error)`.
    """
    ...
