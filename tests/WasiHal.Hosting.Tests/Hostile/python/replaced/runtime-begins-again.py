# Has the runtime begin again and load another plugin.
# Ends: failed
# Says: .+

import _wasihal
import _wasihal_core


def deed():
    for _ in range(100):
        _wasihal_core.begin()
    _wasihal._entry = ""
    _wasihal.load({"other.py": b"class Sensor:\n    def poll(self): return 7\n"}, "other.py")
