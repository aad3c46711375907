# A catastrophic regular expression: one call in C, exponential time.
# At: poll, load
# Ends: lost
# Says: DEADLINE

import re


def deed():
    return re.match(r"(a+)+$", "a" * 64 + "b")
