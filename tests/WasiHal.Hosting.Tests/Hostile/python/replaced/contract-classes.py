# Replaces the classes of the contract.
# At: poll, load
# Ends: failed or fine
# Says: .*

import componentize_py_types
from wit_world import exports
from wit_world.exports import sensor


class Lie:
    def __init__(self, *arguments):
        pass


def deed():
    for name in ("Measurement", "Value_Number", "Value_Flag", "Value_Text"):
        setattr(sensor, name, Lie)
    componentize_py_types.Err = Lie
    exports.Sensor = Lie
    return [sensor.Measurement("s", "q", 1, "1")]
