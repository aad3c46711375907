# Answers what is not a number.
# Ends: failed
# Says: measurement 0 \(good after\) is NaN: a value that is not known is left out

from wit_world.exports.sensor import Measurement, Value_Number


def deed():
    return [Measurement("good", "after", Value_Number(float("nan")), "1")]
