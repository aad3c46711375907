# Answers a unit of control characters.
# Ends: failed
# Says: measurement 0: unit .* is not up to 64 printable characters.*

from wit_world.exports.sensor import Measurement, Value_Number


def deed():
    return [Measurement("good", "q", Value_Number(1), "\x1b]0;title\x07")]
