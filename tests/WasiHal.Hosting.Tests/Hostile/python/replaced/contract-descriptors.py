# Uses the descriptors of one record on another.
# Ends: failed
# Says: TypeError: descriptor .*

from wit_world.exports.sensor import Measurement, Value_Number


def deed():
    one = Value_Number(1)
    Measurement.__dict__["unit"].__set__(one, "overwritten")
