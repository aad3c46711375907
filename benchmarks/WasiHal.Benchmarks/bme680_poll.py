# The measured poll: one I²C transfer of 17 bytes, the compensation of a BME680 (data sheet, 3.3.1 to 3.3.3, floating
# point) and four measurements. The same file runs in the sandbox and under a native interpreter.
# /// script
# [tool.wasihal]
# i2c = ["1:0x77"]
# ///
from wit_world import exports
from wit_world.exports.sensor import Measurement, Value_Number
from wit_world.imports import i2c

T1, T2, T3 = 26041, 26469, 3
H1, H2, H3, H4, H5, H6, H7 = 676, 1029, 0, 45, 20, 120, -100
P1, P2, P3, P4, P5, P6, P7, P8, P9, P10 = 36673, -10515, 88, 7310, -129, 30, 46, -3177, -2379, 30


class Sensor(exports.Sensor):
    def poll(self):
        d = i2c.transfer(1, 0x77, b"\x1d", 17)
        raw_t = (d[5] << 12) | (d[6] << 4) | (d[7] >> 4)
        raw_p = (d[2] << 12) | (d[3] << 4) | (d[4] >> 4)
        raw_h = (d[8] << 8) | d[9]
        v1 = (raw_t / 16384.0 - T1 / 1024.0) * T2
        v2 = raw_t / 131072.0 - T1 / 8192.0
        fine = v1 + v2 * v2 * T3 * 16.0
        celsius = fine / 5120.0
        v1 = fine / 2.0 - 64000.0
        v2 = v1 * v1 * P6 / 131072.0
        v2 = (v2 + v1 * P5 * 2.0) / 4.0 + P4 * 65536.0
        v1 = (P3 * v1 * v1 / 16384.0 + P2 * v1) / 524288.0
        v1 = (1.0 + v1 / 32768.0) * P1
        pascals = 1048576.0 - raw_p
        if v1:
            pascals = (pascals - v2 / 4096.0) * 6250.0 / v1
            a = P9 * pascals * pascals / 2147483648.0
            b = pascals * P8 / 32768.0
            c = (pascals / 256.0) ** 3 * P10 / 131072.0
            pascals = pascals + (a + b + c + P7 * 128.0) / 16.0
        h = raw_h - (H1 * 16.0 + H3 / 2.0 * celsius)
        h = h * (H2 / 262144.0 * (1.0 + H4 / 16384.0 * celsius + H5 / 1048576.0 * celsius * celsius))
        humidity = h + (H6 / 16384.0 + H7 / 2097152.0 * celsius) * h * h
        return [
            Measurement("bme680", "temperature", Value_Number(celsius), "Cel"),
            Measurement("bme680", "pressure", Value_Number(pascals), "Pa"),
            Measurement("bme680", "relative_humidity", Value_Number(humidity), "%"),
            Measurement("bme680", "gas_resistance", Value_Number(1.0), "Ohm"),
        ]
