# Asks for more than a 32-bit memory can hold.
# Ends: failed
# Says: (MemoryError|OverflowError).*


def deed():
    return bytes(2**31 - 1) + bytes(2**31 - 1)
