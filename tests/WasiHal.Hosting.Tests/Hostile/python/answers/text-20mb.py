# Answers a text of 20 MB.
# Ends: failed
# Says: the texts of one poll are longer than 262144 bytes together \(plugins\.ID\.limits\.\w+\)

from wit_world.exports.sensor import Measurement, Value_Text


def deed():
    return [Measurement("good", "text", Value_Text("x" * 20_000_000), "")]
