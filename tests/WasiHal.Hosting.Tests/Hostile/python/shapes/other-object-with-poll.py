# A class that makes modules and classes with a poll of their own.
# At: entry
# Ends: failed
# Says: .+


class Other:
    def poll(self):
        return []


class Sensor:
    def __new__(cls):
        return Other

    def poll(self):
        return []
