# The hash of a tuple nested 300,000 deep.
# Ends: failed or lost
# Says: RecursionError.*|MEMORY|STACK


def deed():
    deep = ()
    for _ in range(300_000):
        deep = (deep,)
    return hash(deep)
