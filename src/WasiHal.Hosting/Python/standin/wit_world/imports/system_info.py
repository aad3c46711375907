# Generated from wit/ by src/WasiHal.Hosting/Python/generate.py; do not edit.
# Sources: sha256:e474fd51345ddff76f4ce805cb25d5cbc3812629a2105e84e25c5a02404ff041
from .._standin import no_host as _no_host


def cpu_temperature() -> float | None:
    _no_host("system_info", "cpu_temperature")


def cpu_use() -> float | None:
    _no_host("system_info", "cpu_use")


def memory_used() -> int | None:
    _no_host("system_info", "memory_used")


def memory_total() -> int | None:
    _no_host("system_info", "memory_total")


def uptime() -> float | None:
    _no_host("system_info", "uptime")


def hostname() -> str | None:
    _no_host("system_info", "hostname")


def throttled() -> bool | None:
    _no_host("system_info", "throttled")
