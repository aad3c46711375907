# Objects that say they are of another class.
# Ends: failed
# Says: TypeError: measurement 0 must be Measurement, not Lie.*

from wit_world.exports.sensor import Measurement


class Lie:
    @property
    def __class__(self):
        return Measurement


def deed():
    return [Lie()]
