# Answers a million measurements.
# Ends: failed
# Says: poll gave 1000000 measurements, at most 256 are accepted \(plugins\.ID\.limits\.measurements\)|MEMORY

from wit_world.exports.sensor import Measurement, Value_Number


def deed():
    return [Measurement("good", "after", Value_Number(2), "1")] * 1_000_000
