# Recurses through sorting, in C, with the limit raised.
# At: poll, load
# Ends: failed or lost
# Says: RecursionError.*|MEMORY|STACK

import sys


def down(_):
    return sorted([1], key=down)


def deed():
    sys.setrecursionlimit(10**9)
    return down(0)
