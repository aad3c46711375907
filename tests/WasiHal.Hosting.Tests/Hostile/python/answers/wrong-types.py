# Answers wrong types in every field, one after the other, and is told each time.
# Ends: failed
# Says: TypeError: measurement 0.*

from wit_world.exports.sensor import Measurement, Value_Flag, Value_Number, Value_Text

WRONG = [None, 7, 2.5, b"bytes", [], {}, object(), type, len, ..., NotImplemented, Value_Text, (lambda: 1)]
polls = 0


def deed():
    global polls
    polls += 1
    value = WRONG[polls % len(WRONG)]
    records = [
        Measurement(value, "q", Value_Number(1), "1"),
        Measurement("s", value, Value_Number(1), "1"),
        Measurement("s", "q", value, "1"),
        Measurement("s", "q", Value_Number(1), value),
        Measurement("s", "q", Value_Number([value]), "1"),
        Measurement("s", "q", Value_Flag([value]), ""),
        Measurement("s", "q", Value_Text([value]), ""),
        Measurement("s", "q", Value_Text, ""),
        value,
    ]
    return [records[polls % len(records)]]
