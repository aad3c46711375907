# Generated from wit/ by src/WasiHal.Hosting/Python/generate.py; do not edit.
# Sources: sha256:e474fd51345ddff76f4ce805cb25d5cbc3812629a2105e84e25c5a02404ff041
"""The plugin's own settings: the defaults of its metadata with the operator's values over them. Needs no grant."""


def get(key: str) -> str | None:
    """The value of one key as text: numbers in their shortest decimal form, flags as `true` or `false`.
    Absent when neither the plugin nor the operator states it. `-` and `_` in a key are the same.
    """
    ...
