# Generated from wit/ by src/WasiHal.Hosting/Python/generate.py; do not edit.
# Sources: sha256:ef52d9258b3f885bb03bd7e456ee704e879aa8e052e8ecb2ece289d78bea5f5d
from .._standin import no_host as _no_host


def configure(bus: int, chip_select: int, clock_hz: int, mode: int) -> None:
    _no_host("spi", "configure")


def transfer(bus: int, chip_select: int, data: bytes) -> bytes:
    _no_host("spi", "transfer")
