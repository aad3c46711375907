# Looks for what is not there in an endless iterator, in C.
# At: poll, load
# Ends: lost
# Says: DEADLINE

import itertools


def deed():
    return "x" in itertools.repeat("y")
