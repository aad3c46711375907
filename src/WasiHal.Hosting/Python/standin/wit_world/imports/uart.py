# Generated from wit/ by src/WasiHal.Hosting/Python/generate.py; do not edit.
# Sources: sha256:a6b5406165f78444eb46fdd4a79947afa9f423d3cb8711f95e0a6ff6bd778ade
from .._standin import no_host as _no_host


def open(port: str, baud: int) -> None:
    _no_host("uart", "open")


def read(port: str, max_len: int, timeout_ms: int) -> bytes:
    _no_host("uart", "read")


def write(port: str, data: bytes) -> None:
    _no_host("uart", "write")
