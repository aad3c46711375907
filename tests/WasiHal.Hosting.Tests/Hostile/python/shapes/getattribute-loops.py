# A class that loops when it is asked for a method.
# At: entry
# Ends: refused
# Says: DEADLINE


class Sensor:
    def __getattribute__(self, name):
        while True:
            pass
