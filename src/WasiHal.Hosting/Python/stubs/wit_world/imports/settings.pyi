# Generated from wit/ by src/WasiHal.Hosting/Python/generate.py; do not edit.
# Sources: sha256:be2113a6f141bb26d723f022a1fe466e0dca07f36bca658e637dd537970f32a7
"""The plugin's own settings: the defaults of its metadata with the operator's values over them. Needs no grant."""


def get(key: str) -> str | None:
    """The value of one key as text: numbers in their shortest decimal form, flags as `true` or `false`.
    Absent when neither the plugin nor the operator states it. `-` and `_` in a key are the same.
    """
    ...
