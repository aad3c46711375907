# Generated from wit/ by src/WasiHal.Hosting/Python/generate.py; do not edit.
# Sources: sha256:ef52d9258b3f885bb03bd7e456ee704e879aa8e052e8ecb2ece289d78bea5f5d
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
