# Generated from wit/ by src/WasiHal.Hosting/Python/generate.py; do not edit.
# Sources: sha256:a6b5406165f78444eb46fdd4a79947afa9f423d3cb8711f95e0a6ff6bd778ade
"""The plugin's own settings: the defaults of its metadata with the operator's values over them. Needs no grant."""


def get(key: str) -> str | None:
    """The value of one key as text: numbers in their shortest decimal form, flags as `true` or `false`.
    Absent when neither the plugin nor the operator states it. `-` and `_` in a key are the same.
    """
    ...
