# A class that cannot be instantiated.
# At: entry
# Ends: refused
# Says: TypeError: .*


class Sensor:
    __new__ = None

    def poll(self):
        return []
