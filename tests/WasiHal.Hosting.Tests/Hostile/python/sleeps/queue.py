# Waits for something in an empty queue.
# Ends: failed or lost
# Says: DEADLINE|.+

import queue


def deed():
    queue.Queue().get()
