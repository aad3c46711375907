# A number of a billion bits.
# Ends: failed
# Says: MEMORY


def deed():
    return 1 << 10**9
