# A class whose initialisation raises.
# At: entry
# Ends: refused
# Says: SystemExit: no \(ENTRY, line \d+\)


class Sensor:
    def __init__(self):
        raise SystemExit("no")

    def poll(self):
        return []
