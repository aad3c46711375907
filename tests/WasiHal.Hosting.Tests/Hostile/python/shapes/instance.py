# A sensor that is an object and not a class.
# At: entry
# Ends: refused
# Says: ENTRY defines no class .*


class Hidden:
    def poll(self):
        return []


Sensor = Hidden()
