# Has the garbage collector run at every allocation, with callbacks that raise.
# Ends: fine or lost
# Says: DEADLINE

import gc


def fail(phase, information):
    raise SystemExit


def deed():
    gc.set_threshold(1, 1, 1)
    gc.callbacks.append(fail)
    for _ in range(1000):
        [[]]
    return []
