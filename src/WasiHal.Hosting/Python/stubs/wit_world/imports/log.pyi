# Generated from wit/ by src/WasiHal.Hosting/Python/generate.py; do not edit.
# Sources: sha256:ef52d9258b3f885bb03bd7e456ee704e879aa8e052e8ecb2ece289d78bea5f5d
"""The host's log. What arrives carries the plugin's id, is rate-limited, and has its control characters escaped.
Needs no grant.
"""

from enum import Enum


class Level(Enum):
    """How much a message matters."""
    TRACE = 0
    """For following single steps."""
    DEBUG = 1
    """For finding faults."""
    INFO = 2
    """What a reader of a normal log wants to see."""
    WARNING = 3
    """Unexpected, but the plugin goes on."""
    ERROR = 4
    """Something did not work."""
    CRITICAL = 5
    """The plugin cannot do its work."""


def write(level: Level, message: str) -> None:
    """Writes one log event."""
    ...
