# Takes a lock twice.
# Ends: failed or lost
# Says: DEADLINE|.+

import threading


def deed():
    lock = threading.Lock()
    lock.acquire()
    lock.acquire()
