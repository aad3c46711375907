# Sorts every permutation of twelve things.
# Ends: lost
# Says: DEADLINE

import itertools


def deed():
    return max(itertools.permutations(range(12)), key=sorted)
