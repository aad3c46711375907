# A poll that is another function at each look.
# At: entry
# Ends: failed
# Says: .+

import itertools

functions = itertools.cycle([lambda: [], lambda: 7, lambda: 1 / 0, lambda self: []])


class Sensor:
    @property
    def poll(self):
        return next(functions)
