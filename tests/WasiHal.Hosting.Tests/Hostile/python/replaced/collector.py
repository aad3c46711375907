# Switches the garbage collector off and leaves garbage behind at every poll.
# Ends: fine or failed
# Says: MEMORY

import gc


class Node:
    pass


def deed():
    gc.disable()
    gc.set_threshold(0)
    gc.freeze()
    for _ in range(2000):
        node = Node()
        node.me, node.data = node, bytes(1000)
    return []
