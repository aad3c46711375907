# A measurement that was never initialised, and one whose field was deleted.
# Ends: failed
# Says: TypeError: measurement \d: \w+ is not set.*

from wit_world.exports.sensor import Measurement, Value_Number

polls = 0


def deed():
    global polls
    polls += 1
    one = Measurement("good", "q", Value_Number(1), "1")
    if polls % 2:
        del one.value
        return [one]
    return [Measurement.__new__(Measurement)]
