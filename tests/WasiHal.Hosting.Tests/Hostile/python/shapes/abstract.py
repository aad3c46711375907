# A class that leaves its protocol's method abstract.
# At: entry
# Ends: refused
# Says: TypeError: Can't instantiate abstract class Sensor.*

from wit_world import exports


class Sensor(exports.Sensor):
    pass
