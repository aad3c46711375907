# Warns without an end.
# Ends: lost
# Says: HOSTCALLS|DEADLINE

import warnings


def deed():
    warnings.simplefilter("always")
    number = 0
    while True:
        number += 1
        warnings.warn(f"flood {number}")
