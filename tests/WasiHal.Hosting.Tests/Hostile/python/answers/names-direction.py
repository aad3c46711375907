# Answers a name that turns the reading direction.
# Ends: failed
# Says: measurement 0: sensor .* is not 1 to 64 of .*

from wit_world.exports.sensor import Measurement, Value_Number


def deed():
    return [Measurement("a\u202e\u2066\u200f\u061c\ufeff", "q", Value_Number(1), "1")]
