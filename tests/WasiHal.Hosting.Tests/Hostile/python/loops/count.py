# Makes a list of an endless iterator.
# Ends: failed or lost
# Says: DEADLINE|MEMORY

import itertools


def deed():
    return list(itertools.count())
