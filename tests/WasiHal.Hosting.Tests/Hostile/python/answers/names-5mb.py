# Answers names of 5 MB.
# Ends: failed
# Says: a name or unit of 5000000 bytes; at most 64 characters are accepted

from wit_world.exports.sensor import Measurement, Value_Number


def deed():
    name = "n" * 5_000_000
    return [Measurement(name, name, Value_Number(1), "1")]
