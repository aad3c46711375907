# Answers infinity after a good value: neither is taken.
# Ends: failed
# Says: measurement 1 \(good after\) is -Infinity: a value that is not known is left out

from wit_world.exports.sensor import Measurement, Value_Number


def deed():
    return [
        Measurement("good", "first", Value_Number(2), "1"),
        Measurement("good", "after", Value_Number(float("-inf")), "1"),
    ]
