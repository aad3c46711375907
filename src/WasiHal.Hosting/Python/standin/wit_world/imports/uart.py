# Generated from wit/ by src/WasiHal.Hosting/Python/generate.py; do not edit.
# Sources: sha256:be2113a6f141bb26d723f022a1fe466e0dca07f36bca658e637dd537970f32a7
from .._standin import no_host as _no_host


def open(port: str, baud: int) -> None:
    _no_host("uart", "open")


def read(port: str, max_len: int, timeout_ms: int) -> bytes:
    _no_host("uart", "read")


def write(port: str, data: bytes) -> None:
    _no_host("uart", "write")
