# A modular power of numbers of 100,000 bits: one call in C.
# Ends: lost
# Says: DEADLINE


def deed():
    return pow(2**100_000 - 1, 2**100_000 - 3, 2**100_000 - 5)
