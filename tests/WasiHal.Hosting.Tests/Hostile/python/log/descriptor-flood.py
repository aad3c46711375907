# Writes to the file descriptors of the output without an end.
# Ends: failed or lost
# Says: DEADLINE|HOSTCALLS|OSError.*|AttributeError.*

import os


def deed():
    while True:
        os.write(2, b"flood\n" * 1000)
