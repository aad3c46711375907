# Generated from wit/ by src/WasiHal.Hosting/Python/generate.py; do not edit.
# Sources: sha256:9c67743f9a24c2a7ecd6742bdfa94698fd06fb186d49ed7f0d99984588544c44
from .._standin import no_host as _no_host


def open(port: str, baud: int) -> None:
    _no_host("uart", "open")


def read(port: str, max_len: int, timeout_ms: int) -> bytes:
    _no_host("uart", "read")


def write(port: str, data: bytes) -> None:
    _no_host("uart", "write")
