# Answers a text of 20 MB.
# Ends: failed
# Says: (the texts of one answer together|a text of \d+ bytes): at most 262144 bytes are accepted \(plugins\.ID\.limits\.\w+\)

from wit_world.exports.sensor import Measurement, Value_Text


def deed():
    return [Measurement("good", "text", Value_Text("x" * 20_000_000), "")]
