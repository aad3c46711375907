# Raises another text at every poll.
# Ends: failed
# Says: ValueError: \d+ .*

import random


def deed():
    raise ValueError(f"{random.randrange(10**9)} is different every time")
