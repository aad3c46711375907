# Sleeps an infinite time.
# Ends: failed
# Says: OverflowError: .*

import time


def deed():
    time.sleep(float("inf"))
