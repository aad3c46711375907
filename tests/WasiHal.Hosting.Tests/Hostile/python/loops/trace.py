# A trace function that loops.
# Ends: lost
# Says: DEADLINE

import sys


def forever(frame, event, argument):
    while True:
        pass


def deed():
    sys.settrace(forever)
    return len("")
