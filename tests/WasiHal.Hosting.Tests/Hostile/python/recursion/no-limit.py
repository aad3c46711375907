# Recurses for ever with the recursion limit raised to a billion.
# At: poll, load
# Ends: failed or lost
# Says: RecursionError.*|MEMORY|STACK

import sys


def deed():
    sys.setrecursionlimit(10**9)
    return down()


def down():
    return down()
