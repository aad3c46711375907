# A measurement whose fields are others at each look.
# Ends: fine or failed
# Says: .*

import itertools

from wit_world.exports.sensor import Measurement, Value_Number, Value_Text

counter = itertools.count()


class Lie(Measurement):
    def __init__(self):
        pass

    sensor = property(lambda self: f"s{next(counter)}")
    quantity = property(lambda self: f"q{next(counter)}")
    value = property(lambda self: (Value_Number if next(counter) % 2 else Value_Text)("x" if next(counter) % 2 else 1))
    unit = property(lambda self: "u" * (next(counter) % 80))


def deed():
    return [Lie() for _ in range(20)]
