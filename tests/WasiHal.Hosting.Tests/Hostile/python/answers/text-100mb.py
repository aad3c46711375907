# Answers a text of 100 MB.
# At: poll, render, invoke
# Ends: failed
# Says: MEMORY

from wit_world.exports.sensor import Measurement, Value_Text


def deed():
    return [Measurement("good", "text", Value_Text("x" * 100_000_000), "")]
