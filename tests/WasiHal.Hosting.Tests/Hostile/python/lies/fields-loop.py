# A measurement with a field that loops.
# Ends: lost
# Says: DEADLINE

from wit_world.exports.sensor import Measurement


class Lie(Measurement):
    def __init__(self):
        pass

    @property
    def sensor(self):
        while True:
            pass


def deed():
    return [Lie()]
