# The text of a number of five million digits, with the limit on digits switched off.
# Ends: failed or lost
# Says: DEADLINE|MEMORY

import sys


def deed():
    sys.set_int_max_str_digits(0)
    return str(7**6_000_000)
