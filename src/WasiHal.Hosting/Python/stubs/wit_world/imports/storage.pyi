# Generated from wit/ by src/WasiHal.Hosting/Python/generate.py; do not edit.
# Sources: sha256:ef52d9258b3f885bb03bd7e456ee704e879aa8e052e8ecb2ece289d78bea5f5d
"""Small blobs of the plugin's own that survive restarts and updates, such as a calibration baseline. Needs no grant;
the sum of a plugin's keys and values is limited (`plugins.<name>.limits.storage_bytes`).
A key is 1 to 64 characters of `a-z A-Z 0-9 . _ -` and does not begin with a dot.
"""

from ..imports import types


def get(key: str) -> bytes | None:
    """The blob stored under `key`, absent when there is none.

    Errors: `invalid` a malformed key; `other` the disk failed.

    Raises `Err(types.Error)`.
    """
    ...


def put(key: str, value: bytes) -> None:
    """Stores `value` under `key`, durably and as a whole: after a power cut the key has the old value or the new one.

    Errors: `invalid` a malformed key, or more than the quota; `other` the disk failed.

    Raises `Err(types.Error)`.
    """
    ...


def delete(key: str) -> None:
    """Removes the key. Removing an absent key is no error.

    Errors: `invalid`, `other`.

    Raises `Err(types.Error)`.
    """
    ...
