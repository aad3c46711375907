# A module that puts something else in its own place.
# At: entry
# Ends: fine

import sys


class Sensor:
    def poll(self):
        return []


sys.modules[__name__] = 7
