# Answers one text of the greatest length two hundred times.
# Ends: failed
# Says: (the texts of one answer together|a text of \d+ bytes): at most 262144 bytes are accepted \(plugins\.ID\.limits\.\w+\)

from wit_world.exports.sensor import Measurement, Value_Text


def deed():
    text = "x" * 262_144
    return [Measurement("good", f"q{number}", Value_Text(text), "") for number in range(200)]
