# Waits for an event that nobody sets.
# Ends: failed or lost
# Says: DEADLINE|.+

import threading


def deed():
    threading.Event().wait()
