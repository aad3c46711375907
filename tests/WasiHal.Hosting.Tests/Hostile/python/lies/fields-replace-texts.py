# A field that deletes the texts which were read before it.
# Ends: fine

import gc

from wit_world.exports.sensor import Measurement, Value_Number


class Lie(Measurement):
    @property
    def unit(self):
        for name in ("sensor", "quantity"):
            setattr(self, name, "replaced" * 1000)
        gc.collect()
        self.junk = [bytes([index % 256]) * 8 for index in range(10_000)]
        return "1"


def make(number):
    one = Lie.__new__(Lie)
    one.sensor, one.quantity, one.value = f"sensor{number}", f"quantity{number}", Value_Number(number)
    return one


def deed():
    return [make(number) for number in range(20)]
