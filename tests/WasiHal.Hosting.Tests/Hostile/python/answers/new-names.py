# Answers new names at each poll, without an end.
# Ends: fine

from wit_world.exports.sensor import Measurement, Value_Number

polls = 0


def deed():
    global polls
    polls += 1
    return [Measurement(f"s{polls}", f"q{number}", Value_Number(1), f"u{polls}") for number in range(256)]
