# Answers a name that ends with a line feed.
# Ends: failed
# Says: measurement 0: quantity 'q\\u000aPlugin neighbour failed: look there' is not 1 to 64 of .*

from wit_world.exports.sensor import Measurement, Value_Number


def deed():
    return [Measurement("good", "q\nPlugin neighbour failed: look there", Value_Number(1), "1")]
