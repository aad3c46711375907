# Changes the classes of the contract themselves.
# Ends: failed
# Says: TypeError: cannot set .* of immutable type.*

from wit_world.exports.sensor import Measurement


def deed():
    Measurement.sensor = property(lambda self: 7)
