"""From what a BME680 converts to what it measured: Bosch's floating-point formulas. Pure.

Source: data sheet BST-BME680-DS001, section 3.11, and Bosch's BME68x driver 4.4.8; the names are theirs.
"""

from dataclasses import dataclass
from struct import unpack_from
from typing import Self

# Where the calibration stands: first register and length of each burst.
BURSTS = ((0x8A, 23), (0xE1, 14), (0x00, 5))

# Deviation of each gas range from its nominal scale, in per cent.
_GAS_SLOPE = (0, 0, 0, 0, 0, -1, 0, -0.8, 0, 0, -0.2, -0.5, 0, -1, 0, 0)
_GAS_SCALE = (0, 0, 0, 0, 0.1, 0.7, 0, -0.8, -0.1, 0, 0, 0, 0, 0, 0, 0)


@dataclass(frozen=True)
class Calibration:
    """The numbers burned into one chip."""

    t1: int
    t2: int
    t3: int
    p1: int
    p2: int
    p3: int
    p4: int
    p5: int
    p6: int
    p7: int
    p8: int
    p9: int
    p10: int
    h1: int
    h2: int
    h3: int
    h4: int
    h5: int
    h6: int
    h7: int
    gh1: int
    gh2: int
    gh3: int
    res_heat_range: int
    res_heat_val: int
    range_sw_err: int

    @classmethod
    def read(cls, first: bytes, second: bytes, third: bytes) -> Self:
        """Takes them from the bursts of BURSTS. Raises ValueError when no chip can have them."""
        t2, t3, p1, p2, p3, p4, p5, p7, p6, p8, p9, p10 = unpack_from("<hbxHhbxhhbbxxhhB", first)
        h3, h4, h5, h6, h7, t1, gh2, gh1, gh3 = unpack_from("<bbbBbHhbb", second, 3)
        heat_val, heat_range, sw_err = unpack_from("<bxBxb", third)
        h1 = second[2] << 4 | second[1] & 0x0F
        h2 = second[0] << 4 | second[1] >> 4
        if 0 in (t1, t2, p1, h2) or set(first + second) == {0xFF}:
            raise ValueError(f"its calibration is empty (t1 {t1}, t2 {t2}, p1 {p1}, h2 {h2})")
        return cls(
            t1, t2, t3, p1, p2, p3, p4, p5, p6, p7, p8, p9, p10, h1, h2, h3, h4, h5, h6, h7, gh1, gh2, gh3,
            heat_range >> 4 & 3, heat_val, sw_err >> 4,
        )  # fmt: skip

    def fine_temperature(self, adc: int) -> float:
        """The temperature in 1/5120 °C, which the other formulas go on from. `adc` has 20 bits."""
        linear = (adc / 16384 - self.t1 / 1024) * self.t2
        return linear + (adc / 131072 - self.t1 / 8192) ** 2 * 16 * self.t3

    def pascals(self, adc: int, fine: float) -> float:
        """Pressure in Pa; NaN where the formula has no answer. `adc` has 20 bits."""
        a = fine / 2 - 64000
        b = a * a * self.p6 / 131072 + 2 * a * self.p5
        b = b / 4 + 65536 * self.p4
        a = (self.p3 * a * a / 16384 + self.p2 * a) / 524288
        a = (1 + a / 32768) * self.p1
        if a == 0:
            return float("nan")
        p = (1048576 - adc - b / 4096) * 6250 / a
        square = self.p9 * p * p / 2147483648
        cube = (p / 256) ** 3 * self.p10 / 131072
        return p + (square + p * self.p8 / 32768 + cube + 128 * self.p7) / 16

    def humidity_percent(self, adc: int, celsius: float) -> float:
        """Relative humidity in %, not held to 0 to 100. `adc` has 16 bits."""
        x = adc - (16 * self.h1 + self.h3 / 2 * celsius)
        y = x * self.h2 / 262144 * (1 + self.h4 / 16384 * celsius + self.h5 / 1048576 * celsius * celsius)
        return y + (self.h6 / 16384 + self.h7 / 2097152 * celsius) * y * y

    def gas_ohms(self, adc: int, gas_range: int) -> float:
        """Gas resistance in Ω of a BME680. `adc` has 10 bits, the range 4."""
        slope = (1340 + 5 * self.range_sw_err) * (1 + _GAS_SLOPE[gas_range] / 100)
        scale = (1 + _GAS_SCALE[gas_range] / 100) * 1.25e-7 * (1 << gas_range)
        return 1 / (scale * ((adc - 512) / slope + 1))

    def heater_code(self, target_celsius: float, ambient_celsius: float) -> int:
        """What res_heat must hold for a temperature of the heater in such air; above 400 °C as for 400."""
        a = self.gh1 / 16 + 49
        b = self.gh2 / 32768 * 0.0005 + 0.00235
        c = self.gh3 / 1024
        x = a * (1 + b * min(target_celsius, 400)) + c * ambient_celsius
        code = 3.4 * (x * 4 / (4 + self.res_heat_range) / (1 + 0.002 * self.res_heat_val) - 25)
        return int(min(max(code, 0), 255))


def gas_ohms_high(adc: int, gas_range: int) -> float:
    """Gas resistance in Ω of a BME688, whose scale needs no calibration. `adc` has 10 bits, the range 4."""
    return 1e6 * (262144 >> gas_range) / (4096 + 3 * (adc - 512))


def gas_wait_code(milliseconds: int) -> int:
    """What gas_wait must hold: six bits, and how often they are multiplied by four. 4,032 ms and more are 0xFF."""
    multiplied = 0
    while milliseconds > 63 and multiplied < 4:
        milliseconds //= 4
        multiplied += 1
    return 0xFF if multiplied == 4 else multiplied << 6 | milliseconds


def forced_seconds(temperature: int, pressure: int, humidity: int) -> float:
    """How long a forced measurement of so many samples of each takes, without the heater's time."""
    return ((temperature + pressure + humidity) * 1963 + 1908 + 2385 + 1000) / 1e6
