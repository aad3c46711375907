# Traces and profiles everything that the runtime does, and raises in it.
# Ends: failed or fine
# Says: .*

import sys


def fail(frame, event, argument):
    raise KeyboardInterrupt(event)


def deed():
    sys.settrace(fail)
    sys.setprofile(fail)
    raise ValueError("now describe this")
