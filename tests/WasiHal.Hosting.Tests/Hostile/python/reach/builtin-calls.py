# Calls every function of the modules in C with arguments of every kind.
# Ends: fine or failed or lost
# Says: .*

import builtins
import posix
import random
import time

ARGUMENTS = [0, -1, 2**31, 2**63, 10**30, 1.5, float("nan"), "", "x" * 1000, b"", bytes(1000), None, (), [], {}, object(), type, len, ..., True]
LEFT_OUT = {"_exit", "abort", "sleep", "breakpoint", "input", "pow", "round"}


def deed():
    for module in (posix, time, builtins):
        for name in sorted(vars(module)):
            function = getattr(module, name)
            if name in LEFT_OUT or not callable(function):
                continue
            for _ in range(20):
                try:
                    function(*random.choices(ARGUMENTS, k=random.randrange(4)))
                except BaseException:
                    pass
    return []
