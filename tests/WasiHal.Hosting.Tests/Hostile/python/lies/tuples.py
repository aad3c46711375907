# A tuple of a subclass whose length and iteration lie.
# Ends: fine

from wit_world.exports.sensor import Measurement, Value_Number


class Lie(tuple):
    def __iter__(self):
        raise SystemExit

    def __len__(self):
        return -1


def deed():
    return Lie([Measurement("good", "lied", Value_Number(2), "1")])
