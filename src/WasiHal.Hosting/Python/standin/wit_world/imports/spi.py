# Generated from wit/ by src/WasiHal.Hosting/Python/generate.py; do not edit.
# Sources: sha256:9c67743f9a24c2a7ecd6742bdfa94698fd06fb186d49ed7f0d99984588544c44
from .._standin import no_host as _no_host


def configure(bus: int, chip_select: int, clock_hz: int, mode: int) -> None:
    _no_host("spi", "configure")


def transfer(bus: int, chip_select: int, data: bytes) -> bytes:
    _no_host("spi", "transfer")
