# A list of a subclass whose length and iteration lie.
# Ends: fine

from wit_world.exports.sensor import Measurement, Value_Number


class Lie(list):
    def __iter__(self):
        while True:
            yield 7

    def __len__(self):
        return 2**31 - 1

    def __getitem__(self, index):
        return self

    def __bool__(self):
        return False


def deed():
    return Lie([Measurement("good", "lied", Value_Number(2), "1")])
