# A product of iterators that is kept whole.
# Ends: failed
# Says: MEMORY

import itertools


def deed():
    return list(itertools.product(range(1000), repeat=3))
