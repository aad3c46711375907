# Asks for the time for ever.
# Ends: lost
# Says: DEADLINE

import time


def deed():
    while True:
        time.monotonic()
