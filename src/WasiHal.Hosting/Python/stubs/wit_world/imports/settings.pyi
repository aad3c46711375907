# Generated from wit/ by src/WasiHal.Hosting/Python/generate.py; do not edit.
# Sources: sha256:ef52d9258b3f885bb03bd7e456ee704e879aa8e052e8ecb2ece289d78bea5f5d
"""The plugin's own settings: the defaults of its metadata with the operator's values over them. Needs no grant."""


def get(key: str) -> str | None:
    """The value of one key as text: numbers in their shortest decimal form, flags as `true` or `false`.
    Absent when neither the plugin nor the operator states it. `-` and `_` in a key are the same.
    """
    ...
