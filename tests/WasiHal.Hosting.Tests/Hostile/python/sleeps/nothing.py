# Sleeps no time, for ever.
# Ends: lost
# Says: DEADLINE

import time


def deed():
    while True:
        time.sleep(0)
