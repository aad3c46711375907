# Answers a number of ten million bits.
# Ends: failed
# Says: OverflowError: measurement 0: value is too large for a float.*

from wit_world.exports.sensor import Measurement, Value_Number


def deed():
    return [Measurement("good", "after", Value_Number(1 << 10_000_000), "1")]
