# Generated from wit/ by src/WasiHal.Hosting/Python/generate.py; do not edit.
# Sources: sha256:e474fd51345ddff76f4ce805cb25d5cbc3812629a2105e84e25c5a02404ff041
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
