# Generated from wit/ by src/WasiHal.Hosting/Python/generate.py; do not edit.
# Sources: sha256:ef52d9258b3f885bb03bd7e456ee704e879aa8e052e8ecb2ece289d78bea5f5d
"""Single-wire climate sensors whose microsecond timing a sandbox cannot keep. Needs a grant per pin: `climate = [4]`."""

from ..imports import types


def read_dht(pin: str) -> tuple[float, float]:
    """Reads a DHT22 on `pin` (BCM number or label): temperature in °C (-40 to 80) and relative humidity in % (0 to 100).
    The sensor measures at most every two seconds; within them the last value is answered again.

    Errors: `timeout` the sensor did not answer; `bus` checksum or timing wrong; `not-present`, `denied`, `invalid`.

    Raises `Err(types.Error)`.
    """
    ...
