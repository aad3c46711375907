# Generated from wit/ by src/WasiHal.Hosting/Python/generate.py; do not edit.
# Sources: sha256:ef52d9258b3f885bb03bd7e456ee704e879aa8e052e8ecb2ece289d78bea5f5d
from .._standin import no_host as _no_host


def count() -> int:
    _no_host("leds", "count")


def set(index: int, red: int, green: int, blue: int) -> None:
    _no_host("leds", "set")


def set_range(start: int, colors: list[int]) -> None:
    _no_host("leds", "set_range")


def fill(red: int, green: int, blue: int) -> None:
    _no_host("leds", "fill")


def clear() -> None:
    _no_host("leds", "clear")


def show() -> None:
    _no_host("leds", "show")
