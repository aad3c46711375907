# A float of a subclass whose conversion answers something else.
# Ends: fine or failed
# Says: .*

from wit_world.exports.sensor import Measurement, Value_Number


class Lie(float):
    def __float__(self):
        return float("nan")

    def __repr__(self):
        return "\x1b[2J"


def deed():
    return [Measurement("good", "lied", Value_Number(Lie(2)), "1")]
