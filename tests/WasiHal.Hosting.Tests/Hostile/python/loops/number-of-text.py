# A number of three million digits read from text.
# Ends: failed or lost
# Says: DEADLINE|MEMORY|ModuleNotFoundError: _pylong .*

import sys


def deed():
    sys.set_int_max_str_digits(0)
    return int("9" * 3_000_000) % 7
