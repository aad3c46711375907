# JSON nested a million deep.
# Ends: failed or lost
# Says: RecursionError.*|MEMORY|STACK

import json
import sys


def deed():
    sys.setrecursionlimit(10**9)
    return json.loads("[" * 1_000_000)
