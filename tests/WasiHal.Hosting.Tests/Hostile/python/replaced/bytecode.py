# Runs bytecode that no compiler would make: memory of the sandbox breaks, the host's does not.
# Ends: failed or fine or lost
# Says: .*

import random


def template(a=1, *b, c=2, **d):
    x, y = a, b
    return [x, y, c, d, template, "constant"]


def deed():
    code = template.__code__
    for _ in range(2000):
        raw = bytearray(code.co_code)
        for _ in range(random.randrange(1, 8)):
            raw[random.randrange(len(raw))] = random.randrange(256)
        try:
            exec(code.replace(co_code=bytes(raw), co_stacksize=random.choice((0, 1, 1000)), co_flags=code.co_flags & ~4 & ~8, co_argcount=0, co_kwonlyargcount=0))
        except BaseException:
            pass
    return []
