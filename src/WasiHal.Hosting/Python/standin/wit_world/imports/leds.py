# Generated from wit/ by src/WasiHal.Hosting/Python/generate.py; do not edit.
# Sources: sha256:be2113a6f141bb26d723f022a1fe466e0dca07f36bca658e637dd537970f32a7
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
