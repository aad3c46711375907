# Sleeps for ever in short pieces, catching everything.
# Ends: lost
# Says: DEADLINE

import time


def deed():
    while True:
        try:
            time.sleep(0.01)
        except BaseException:
            pass
