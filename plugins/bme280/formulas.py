"""From what a BME280 or BMP280 converts to what it measured. Pure. Source: BST-BME280-DS002, section 8.1."""

import struct
from dataclasses import dataclass


@dataclass(frozen=True)
class Calibration:
    """What was burned into one chip; `h` is empty for a BMP280."""

    t: tuple[int, ...]
    p: tuple[int, ...]
    h: tuple[int, ...]

    @staticmethod
    def unpack(first: bytes, second: bytes | None) -> "Calibration":
        """`first` is 0x88 to 0xa1; `second` is 0xe1 to 0xe7, absent in a BMP280. OSError: they hold no calibration."""
        t1, t2, t3, p1, *rest = struct.unpack("<HhhH8h", first[:24])
        if 0 in (t1, t2, p1) or t1 == 0xFFFF:
            raise OSError("the chip tells no calibration: it is broken, or the bus is")
        if second is None:
            return Calibration((t1, t2, t3), (p1, *rest), ())
        h2, h3 = struct.unpack("<hB", second[:3])
        # Two numbers of 12 bits share the byte 0xe5; each takes the sign of its own upper byte.
        upper4, shared, upper5, h6 = struct.unpack("<bBbb", second[3:])
        return Calibration(
            (t1, t2, t3), (p1, *rest), (first[25], h2, h3, upper4 * 16 + (shared & 15), upper5 * 16 + (shared >> 4), h6)
        )

    def fine_temperature(self, raw: int) -> float:
        """The temperature in 1/5120 °C, from 20 bits."""
        t1, t2, t3 = self.t
        linear = (raw / 16384 - t1 / 1024) * t2
        return linear + (raw / 131072 - t1 / 8192) ** 2 * t3

    def pascals(self, raw: int, fine: float) -> float:
        """The pressure in Pa, from 20 bits. OSError: the calibration cannot be right."""
        p1, p2, p3, p4, p5, p6, p7, p8, p9 = self.p
        a = fine / 2 - 64000
        b = a * a * p6 / 32768 + a * p5 * 2
        b = b / 4 + p4 * 65536
        a = (p3 * a * a / 524288 + p2 * a) / 524288
        a = (1 + a / 32768) * p1
        if a == 0:
            raise OSError("the calibration of the pressure cannot be right")
        pascals = (1048576 - raw - b / 4096) * 6250 / a
        return pascals + (p9 * pascals * pascals / 2147483648 + pascals * p8 / 32768 + p7) / 16

    def percent(self, raw: int, fine: float) -> float:
        """The relative humidity in %, from 16 bits; held to 0 to 100 as the datasheet asks."""
        h1, h2, h3, h4, h5, h6 = self.h
        warmth = fine - 76800
        slope = h2 / 65536 * (1 + h6 / 67108864 * warmth * (1 + h3 / 67108864 * warmth))
        percent = (raw - (h4 * 64 + h5 / 16384 * warmth)) * slope
        return min(max(percent * (1 - h1 * percent / 524288), 0.0), 100.0)
