# Answers one measurement more than the limit.
# Ends: failed
# Says: poll gave 257 measurements, at most 256 are accepted \(plugins\.ID\.limits\.measurements\)

from wit_world.exports.sensor import Measurement, Value_Number


def deed():
    return [Measurement("good", f"q{number}", Value_Number(number), "1") for number in range(257)]
