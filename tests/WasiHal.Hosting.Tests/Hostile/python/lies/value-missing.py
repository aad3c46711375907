# A value that was never initialised.
# Ends: failed
# Says: TypeError: measurement 0: value is not set.*

from wit_world.exports.sensor import Measurement, Value_Number


def deed():
    return [Measurement("good", "q", Value_Number.__new__(Value_Number), "1")]
