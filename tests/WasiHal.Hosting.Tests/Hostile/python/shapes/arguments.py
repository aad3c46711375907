# A poll that wants arguments.
# At: entry
# Ends: failed
# Says: TypeError: .*missing 1 required positional argument: 'more'.*


class Sensor:
    def poll(self, more):
        return []
