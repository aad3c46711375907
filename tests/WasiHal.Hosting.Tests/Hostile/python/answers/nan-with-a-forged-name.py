# Answers NaN under a name that would forge lines of the log.
# Ends: failed
# Says: measurement 0: sensor .* is not 1 to 64 of .*

from wit_world.exports.sensor import Measurement, Value_Number


def deed():
    name = "\x1b[31m\nPlugin neighbour failed: it is at fault\r\u202e"
    return [Measurement(name, name, Value_Number(float("nan")), "1")]
