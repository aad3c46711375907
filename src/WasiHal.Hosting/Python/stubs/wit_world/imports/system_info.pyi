# Generated from wit/ by src/WasiHal.Hosting/Python/generate.py; do not edit.
# Sources: sha256:ef52d9258b3f885bb03bd7e456ee704e879aa8e052e8ecb2ece289d78bea5f5d
"""The machine that the host runs on. Every value is absent when the machine cannot tell it; it is never made up.
Needs no grant.
"""


def cpu_temperature() -> float | None:
    """Temperature of the processor in °C."""
    ...


def cpu_use() -> float | None:
    """Use of all cores together over the last sampling interval in %, 0 to 100. Absent until there are two samples."""
    ...


def memory_used() -> int | None:
    """Memory in use in bytes: total less what is available without swapping."""
    ...


def memory_total() -> int | None:
    """Memory of the machine in bytes."""
    ...


def uptime() -> float | None:
    """Time since the machine started, in seconds."""
    ...


def hostname() -> str | None:
    """The machine's name."""
    ...


def throttled() -> bool | None:
    """Whether the firmware holds the processor back at this moment (under-voltage or heat)."""
    ...
