# A field that empties the list which is being read, and collects its objects.
# Ends: failed
# Says: RuntimeError: measurement \d+ cannot be read: the list changed its size meanwhile.*

import gc

from wit_world.exports.sensor import Measurement, Value_Number

answer = []


class Lie(Measurement):
    def __init__(self):
        pass

    @property
    def sensor(self):
        answer.clear()
        gc.collect()
        return "good"

    quantity = "q"
    value = Value_Number(1)
    unit = "1"


def deed():
    answer[:] = [Lie() for _ in range(50)]
    return answer
