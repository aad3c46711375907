# A subclass with slots and a dictionary behind the fields.
# Ends: fine

from wit_world.exports.sensor import Measurement, Value_Number


class Wide(Measurement):
    __slots__ = ("a", "b", "__dict__", "__weakref__")


class Number(Value_Number):
    __slots__ = ("value2",)


def deed():
    one = Wide("good", "wide", Number(2), "1")
    one.a = one.b = one.c = one
    return [one]
