"""An SHT31 on I2C. Pure: no host. Source: Sensirion SHT3x-DIS datasheet, sections 2.2 and 4."""

from collections.abc import Callable
from dataclasses import dataclass

# High repeatability, without holding the clock line meanwhile.
MEASURE = b"\x24\x00"
RESET = b"\x30\xa2"

_LONGEST_SECONDS = 0.0155
_RESET_SECONDS = 0.0015


@dataclass(frozen=True)
class Reading:
    """One measurement."""

    temperature_celsius: float
    relative_humidity_percent: float


class CheckError(OSError):
    """A check byte does not fit its word."""


class Sht31:
    """`transfer(address, write, read_len)` is one bus transaction and raises OSError; `sleep` takes seconds."""

    def __init__(
        self, transfer: Callable[[int, bytes, int], bytes], sleep: Callable[[float], None], address: int = 0x44
    ) -> None:
        self._transfer = transfer
        self._sleep = sleep
        self._address = address
        self._is_ready = False

    def read(self) -> Reading:
        """Measures once. OSError: the bus failed, or a check byte was wrong twice. After one the chip is reset."""
        if not self._is_ready:
            self._transfer(self._address, RESET, 0)
            self._sleep(2 * _RESET_SECONDS)
        self._is_ready = False
        try:
            reading = self._measure()
        except CheckError:
            reading = self._measure()
        self._is_ready = True
        return reading

    def _measure(self) -> Reading:
        self._transfer(self._address, MEASURE, 0)
        self._sleep(_LONGEST_SECONDS + 0.0045)
        data = self._transfer(self._address, b"", 6)
        if len(data) != 6:
            raise OSError(f"{len(data)} bytes came instead of 6")
        temperature, humidity = word(data[:3]), word(data[3:])
        return Reading(-45 + 175 * temperature / 65535, 100 * humidity / 65535)


def word(data: bytes) -> int:
    """The word of two bytes and their check byte. CheckError: it does not fit."""
    if crc(data[:2]) != data[2]:
        raise CheckError(f"the check byte of {data.hex(' ')} is wrong: the bus is disturbed, check cable and pull-ups")
    return int.from_bytes(data[:2], "big")


def crc(data: bytes) -> int:
    """CRC-8 with polynomial 0x31, from 0xff."""
    value = 0xFF
    for byte in data:
        value ^= byte
        for _ in range(8):
            value = value << 1 ^ (0x131 if value & 0x80 else 0)
    return value


def parse_address(text: str) -> int:
    """Understands 0x44 or 68. ValueError: neither, or no address of this chip."""
    address = int(text, 0)
    if address not in (0x44, 0x45):
        raise ValueError(f"address is {text}; 0x44 or 0x45 is accepted")
    return address
