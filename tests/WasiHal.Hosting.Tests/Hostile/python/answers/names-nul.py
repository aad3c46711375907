# Answers a name with a NUL and control characters.
# Ends: failed
# Says: measurement 0: sensor 'a\\x00b\\x1b\[31m' is not 1 to 64 of .*

from wit_world.exports.sensor import Measurement, Value_Number


def deed():
    return [Measurement("a\0b\x1b[31m", "q", Value_Number(1), "1")]
