# Consumes an endless iterator at full speed in C, keeping nothing.
# Ends: lost
# Says: DEADLINE

import collections
import itertools


def deed():
    return collections.deque(itertools.cycle([1, 2]), maxlen=0)
