# Copies of an iterator that remember what the slowest has not read.
# Ends: failed
# Says: MEMORY

import itertools


def deed():
    one, other = itertools.tee(itertools.count())
    for _ in one:
        pass
    return other
