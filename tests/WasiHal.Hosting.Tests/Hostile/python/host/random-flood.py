# Asks for random bytes without an end.
# Ends: lost
# Says: DEADLINE

import os


def deed():
    while True:
        os.urandom(1_000_000)
