# Four kinds, of which one cannot be made.
# At: entry
# Ends: refused
# Says: ZeroDivisionError: .*


class Sensor:
    def poll(self):
        return []


class Actions:
    def __init__(self):
        1 / 0

    def list(self):
        return []

    def invoke(self, name, arguments):
        return ""
