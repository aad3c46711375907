# An int of a subclass that lies about everything.
# Ends: failed
# Says: measurement 0 \(good lied\) is Infinity: .*

from wit_world.exports.sensor import Measurement, Value_Number


class Lie(int):
    def __float__(self):
        return float("inf")

    def __index__(self):
        return 2**64

    def __int__(self):
        return 10**400

    def __bool__(self):
        raise ValueError


def deed():
    return [Measurement("good", "lied", Value_Number(Lie(2)), "1")]
