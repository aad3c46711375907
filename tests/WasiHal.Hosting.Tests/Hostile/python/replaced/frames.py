# Changes the variables of the frames that called it.
# Ends: failed or fine or lost
# Says: .*

import sys


def deed():
    frame = sys._getframe()
    while frame is not None:
        for name in list(frame.f_locals):
            try:
                frame.f_locals[name] = None
            except (TypeError, ValueError, KeyError):
                pass
        frame.f_globals.clear()
        frame = frame.f_back
    return []
