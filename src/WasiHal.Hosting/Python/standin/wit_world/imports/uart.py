# Generated from wit/ by src/WasiHal.Hosting/Python/generate.py; do not edit.
# Sources: sha256:e474fd51345ddff76f4ce805cb25d5cbc3812629a2105e84e25c5a02404ff041
from .._standin import no_host as _no_host


def open(port: str, baud: int) -> None:
    _no_host("uart", "open")


def read(port: str, max_len: int, timeout_ms: int) -> bytes:
    _no_host("uart", "read")


def write(port: str, data: bytes) -> None:
    _no_host("uart", "write")
