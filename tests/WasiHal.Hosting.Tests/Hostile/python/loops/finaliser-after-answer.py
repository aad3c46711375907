# A finaliser that loops, run when the host hands the answer back.
# Ends: lost
# Says: DEADLINE

from wit_world.exports.sensor import Measurement, Value_Number


class Last(Measurement):
    def __del__(self):
        while True:
            pass


def deed():
    return [Last("good", "after", Value_Number(2), "1")]
