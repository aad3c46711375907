# Replaces the code that ends begun lines: it loops after the call.
# Ends: lost
# Says: DEADLINE

import _wasihal_output


def forever():
    while True:
        pass


def deed():
    print("begun", end="")
    _wasihal_output.flush.__code__ = forever.__code__
    return []
