# Generated from wit/ by src/WasiHal.Hosting/Python/generate.py; do not edit.
# Sources: sha256:9c67743f9a24c2a7ecd6742bdfa94698fd06fb186d49ed7f0d99984588544c44
"""The plugin's own settings: the defaults of its metadata with the operator's values over them. Needs no grant."""


def get(key: str) -> str | None:
    """The value of one key as text: numbers in their shortest decimal form, flags as `true` or `false`.
    Absent when neither the plugin nor the operator states it. `-` and `_` in a key are the same.
    """
    ...
