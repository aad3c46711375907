# A set of numbers that all have one hash: quadratic in C.
# Ends: lost
# Says: DEADLINE

import sys


def deed():
    return len({number * sys.hash_info.modulus for number in range(1_000_000)})
