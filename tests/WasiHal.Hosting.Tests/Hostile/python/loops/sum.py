# Adds up a trillion numbers in C.
# Ends: lost
# Says: DEADLINE


def deed():
    return sum(range(10**12))
