# Replaces every hook of the interpreter by one that raises.
# Ends: failed or fine
# Says: .*

import sys


def fail(*arguments):
    raise SystemExit("hook")


class Last:
    def __del__(self):
        raise ValueError


def deed():
    sys.excepthook = sys.unraisablehook = sys.displayhook = sys.breakpointhook = fail
    Last()
    breakpoint()
