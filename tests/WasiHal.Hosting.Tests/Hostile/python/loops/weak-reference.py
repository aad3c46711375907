# The callback of a weak reference that loops.
# Ends: lost
# Says: DEADLINE

import weakref


class Thing:
    pass


def forever(reference):
    while True:
        pass


def deed():
    thing = Thing()
    reference = weakref.ref(thing, forever)
    del thing
    return [reference]
