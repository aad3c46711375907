# An audit hook that loops at the next thing that anybody does.
# Ends: lost
# Says: DEADLINE

import sys


def forever(event, arguments):
    while True:
        pass


def deed():
    sys.addaudithook(forever)
    return compile("1", "x", "eval")
