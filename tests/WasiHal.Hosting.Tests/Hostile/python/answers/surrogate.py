# Answers a lone surrogate in a text.
# At: poll, render, invoke
# Ends: failed
# Says: (ValueError|TypeError): .*

from wit_world.exports.sensor import Measurement, Value_Text


def deed():
    return [Measurement("good", "q", Value_Text("\udc80"), "")]
