# Asks for 2 GiB of random bytes.
# Ends: failed
# Says: (MemoryError|OSError|OverflowError).*

import os


def deed():
    return os.urandom(2**31 - 1)
