# An error whose text recurses with the limit raised.
# Ends: failed or lost
# Says: Strange.*|STACK|RecursionError.*

import sys


class Strange(Exception):
    def __str__(self):
        sys.setrecursionlimit(10**9)
        return str(self)

    __repr__ = __str__


def deed():
    raise Strange
