# Compiles a regular expression of 100,000 groups within one another.
# Ends: failed or lost
# Says: RecursionError.*|MEMORY|STACK|DEADLINE

import re
import sys


def deed():
    sys.setrecursionlimit(10**9)
    return re.compile("(?:" * 100_000 + ")" * 100_000)
