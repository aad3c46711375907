# Generated from wit/ by src/WasiHal.Hosting/Python/generate.py; do not edit.
# Sources: sha256:be2113a6f141bb26d723f022a1fe466e0dca07f36bca658e637dd537970f32a7
"""A plugin that can be asked to do something."""

from dataclasses import dataclass


@dataclass
class Action:
    """Something that can be asked for."""
    name: str
    """Its name in addresses, lower case with `-`."""
    title: str
    """Its name for people."""
    arguments_schema: str
    """JSON schema of the arguments; empty when there are none."""
