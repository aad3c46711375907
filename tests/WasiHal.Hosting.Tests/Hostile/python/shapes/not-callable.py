# A poll that cannot be called.
# At: entry
# Ends: refused
# Says: ENTRY: the class Sensor has no method poll


class Sensor:
    poll = 7
