# A class that inherits 50,000 times.
# Ends: failed or lost or fine
# Says: RecursionError.*|MEMORY|STACK|DEADLINE


def deed():
    kind = object
    for level in range(50_000):
        kind = type("Kind", (kind,), {})
    return []
