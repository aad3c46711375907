# Generated from wit/ by src/WasiHal.Hosting/Python/generate.py; do not edit.
# Sources: sha256:ef52d9258b3f885bb03bd7e456ee704e879aa8e052e8ecb2ece289d78bea5f5d
"""Named switched outputs, such as "fan". Which pin they are and whether low or high is "on" is the host's business.
Needs a grant per name: `relays = ["fan"]`.
"""

from ..imports import types


def set(name: str, on: bool) -> None:
    """Switches the output.

    Errors: `not-present` no relay of that name; `denied`.

    Raises `Err(types.Error)`.
    """
    ...


def get(name: str) -> bool:
    """Whether the output is switched on, as last set by anybody.

    Errors: `not-present`, `denied`.

    Raises `Err(types.Error)`.
    """
    ...
