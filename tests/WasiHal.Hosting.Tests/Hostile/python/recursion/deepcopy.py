# Copies a list nested 300,000 deep.
# Ends: failed or lost
# Says: RecursionError.*|MEMORY|STACK|DEADLINE

import copy
import sys


def deed():
    sys.setrecursionlimit(10**9)
    deep = []
    for _ in range(300_000):
        deep = [deep]
    return copy.deepcopy(deep)
