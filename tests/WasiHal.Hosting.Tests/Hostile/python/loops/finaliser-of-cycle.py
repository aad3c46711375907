# A finaliser that loops, run by the garbage collector.
# Ends: lost
# Says: DEADLINE

import gc


class Last:
    def __init__(self):
        self.me = self

    def __del__(self):
        while True:
            pass


def deed():
    Last()
    gc.collect()
    return []
