# Tries to turn one record into another of a different size.
# Ends: failed
# Says: TypeError: .*

from wit_world.exports.sensor import Measurement, Value_Number


class Large(Measurement):
    __slots__ = ()


class Small(Value_Number):
    __slots__ = ()


def deed():
    small = Small(1)
    small.__class__ = Large
    return [small]
