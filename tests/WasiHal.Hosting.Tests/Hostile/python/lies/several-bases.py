# A class that is a measurement and a value at once.
# Ends: failed
# Says: TypeError: .*

from wit_world.exports.sensor import Measurement, Value_Number


def deed():
    class Both(Measurement, Value_Number):
        pass

    return [Both("good", "q", Value_Number(1), "1")]
