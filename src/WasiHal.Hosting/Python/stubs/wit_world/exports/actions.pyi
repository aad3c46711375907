# Generated from wit/ by src/WasiHal.Hosting/Python/generate.py; do not edit.
# Sources: sha256:ef52d9258b3f885bb03bd7e456ee704e879aa8e052e8ecb2ece289d78bea5f5d
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
