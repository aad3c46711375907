# A hook for errors that nobody catches loops.
# Ends: lost
# Says: DEADLINE

import sys


def forever(*arguments):
    while True:
        pass


class Last:
    def __del__(self):
        raise ValueError


def deed():
    sys.unraisablehook = forever
    Last()
    return []
