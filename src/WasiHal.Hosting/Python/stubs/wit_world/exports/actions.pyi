# Generated from wit/ by src/WasiHal.Hosting/Python/generate.py; do not edit.
# Sources: sha256:9c67743f9a24c2a7ecd6742bdfa94698fd06fb186d49ed7f0d99984588544c44
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
