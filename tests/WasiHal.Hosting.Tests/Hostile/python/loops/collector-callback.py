# A callback of the garbage collector that loops.
# Ends: lost
# Says: DEADLINE

import gc


def forever(phase, information):
    while True:
        pass


def deed():
    gc.callbacks.append(forever)
    gc.collect()
    return []
