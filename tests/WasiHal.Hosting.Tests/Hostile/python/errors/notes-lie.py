# An error whose notes are no list and loop.
# Ends: failed or lost
# Says: ValueError: text.*|DEADLINE

import itertools


def deed():
    error = ValueError("text")
    error.__notes__ = itertools.repeat("x")
    raise error
