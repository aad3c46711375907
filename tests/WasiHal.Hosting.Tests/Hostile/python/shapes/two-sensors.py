# Two classes of one name: the later one holds.
# At: entry
# Ends: fine


class Sensor:
    def __init__(self):
        raise ValueError

    def poll(self):
        raise ValueError


class Sensor:
    def poll(self):
        return []
