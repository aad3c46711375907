# Generated from wit/ by src/WasiHal.Hosting/Python/generate.py; do not edit.
# Sources: sha256:ef52d9258b3f885bb03bd7e456ee704e879aa8e052e8ecb2ece289d78bea5f5d
from .._standin import no_host as _no_host


def open(port: str, baud: int) -> None:
    _no_host("uart", "open")


def read(port: str, max_len: int, timeout_ms: int) -> bytes:
    _no_host("uart", "read")


def write(port: str, data: bytes) -> None:
    _no_host("uart", "write")
