# Empties every dictionary that the garbage collector knows.
# Ends: failed or lost or fine
# Says: .*

import gc


def deed():
    for thing in gc.get_objects():
        if type(thing) is dict:
            thing.clear()
    return []
