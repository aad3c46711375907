# A class whose initialisation loops.
# At: entry
# Ends: refused
# Says: DEADLINE


class Sensor:
    def __init__(self):
        while True:
            pass

    def poll(self):
        return []
