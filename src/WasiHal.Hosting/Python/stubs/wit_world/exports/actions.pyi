# Generated from wit/ by src/WasiHal.Hosting/Python/generate.py; do not edit.
# Sources: sha256:a6b5406165f78444eb46fdd4a79947afa9f423d3cb8711f95e0a6ff6bd778ade
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
