# A class that wants arguments.
# At: entry
# Ends: refused
# Says: TypeError: .*missing 1 required positional argument.*


class Sensor:
    def __init__(self, more):
        pass

    def poll(self):
        return []
