# A poll that deletes its own object, class and module.
# At: entry
# Ends: fine or failed
# Says: .*

import gc
import sys


class Sensor:
    def poll(self):
        name = __name__
        for thing in gc.get_referrers(self):
            if isinstance(thing, dict):
                for key in [key for key, value in thing.items() if value is self]:
                    del thing[key]
        globals().pop("Sensor", None)
        sys.modules.pop(name, None)
        gc.collect()
        return []
