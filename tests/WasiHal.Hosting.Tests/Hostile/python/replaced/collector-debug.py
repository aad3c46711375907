# Has the garbage collector keep and print everything.
# Ends: fine or lost
# Says: DEADLINE|HOSTCALLS|.+

import gc


def deed():
    gc.set_debug(gc.DEBUG_LEAK | gc.DEBUG_STATS)
    for _ in range(1000):
        cycle = []
        cycle.append(cycle)
    gc.collect()
    return []
