# Replaces the code that describes errors: it loops.
# Ends: lost
# Says: DEADLINE

import _wasihal


def forever(exception):
    while True:
        pass


def deed():
    _wasihal.describe.__code__ = forever.__code__
    raise ValueError("now describe this")
