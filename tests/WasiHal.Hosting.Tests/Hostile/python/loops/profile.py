# A profile function that loops, on the way out of the call.
# Ends: lost
# Says: DEADLINE

import sys


def forever(frame, event, argument):
    while True:
        pass


def deed():
    sys.setprofile(forever)
    return []
