# A list nested a million deep, as JSON.
# Ends: failed or lost
# Says: RecursionError.*|MEMORY|STACK

import json
import sys


def deed():
    sys.setrecursionlimit(10**9)
    deep = []
    for _ in range(300_000):
        deep = [deep]
    return json.dumps(deep, check_circular=False)
