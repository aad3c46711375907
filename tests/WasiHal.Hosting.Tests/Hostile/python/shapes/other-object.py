# A class that makes objects of another kind.
# At: entry
# Ends: refused
# Says: ENTRY: the class Sensor has no method poll


class Sensor:
    def __new__(cls):
        return 7

    def poll(self):
        return []
