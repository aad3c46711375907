"""The plugin's settings, checked. Pure."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Self, TypeVar

N = TypeVar("N", int, float)
Get = Callable[[str], str | None]


@dataclass(frozen=True)
class Configuration:
    bus: int
    address: int
    led: int
    heater_celsius: float
    heater_milliseconds: int
    burn_in_seconds: float
    alarm_above: float
    alarm_release: float

    @classmethod
    def read(cls, get: Get) -> Self:
        """Raises ValueError that names key, value and what is accepted."""
        address = _integer(get, "address", 0x76, 0x77, "0x76 or 0x77")
        above = _number(get, "alarm-above", 0, 500, "0 to 500")
        return cls(
            bus=_integer(get, "bus", 0, 255, "the number of a bus, 0 to 255"),
            address=address,
            led=_integer(get, "led", 0, 4095, "the index of an LED, 0 to 4095"),
            heater_celsius=_number(get, "heater-celsius", 200, 400, "200 to 400 °C"),
            # More would not fit into a poll.
            heater_milliseconds=_integer(get, "heater-milliseconds", 20, 500, "20 to 500 whole ms"),
            burn_in_seconds=_number(get, "burn-in-seconds", 0, 86400, "0 to 86400 s"),
            alarm_above=above,
            alarm_release=_number(get, "alarm-release", 0, above, f"0 to {above:g}, which is alarm-above"),
        )


def _integer(get: Get, key: str, low: int, high: int, accepted: str) -> int:
    return _checked(key, get(key), lambda text: int(text, 0), low, high, accepted)


def _number(get: Get, key: str, low: float, high: float, accepted: str) -> float:
    return _checked(key, get(key), float, low, high, accepted)


def _checked(key: str, text: str | None, parse: Callable[[str], N], low: N, high: N, accepted: str) -> N:
    try:
        value = parse(text)
        # Written so that "nan" is refused too.
        if low <= value <= high:
            return value
    except (TypeError, ValueError):
        pass
    raise ValueError(f"{key} is {text!r}, accepted is {accepted}")
