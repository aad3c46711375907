# Sleeps for thirty years.
# At: poll, load, render, update, list, invoke
# Ends: lost
# Says: DEADLINE

import time


def deed():
    time.sleep(1e9)
