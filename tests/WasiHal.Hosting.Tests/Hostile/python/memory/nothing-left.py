# Takes the last byte, keeps it, and then fails: the error must be told without memory.
# Ends: failed
# Says: MEMORY


kept = []


def deed():
    size = 1 << 24
    while size:
        try:
            kept.append(bytearray(size))
        except MemoryError:
            size //= 2
    raise ValueError("no room to say so")
