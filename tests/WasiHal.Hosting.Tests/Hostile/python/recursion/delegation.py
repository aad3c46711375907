# Generators that delegate to one another, 30,000 deep.
# Ends: failed or lost
# Says: RecursionError.*|MEMORY|STACK


def level(inner):
    yield from inner


def deed():
    deep = iter([1])
    for _ in range(30_000):
        deep = level(deep)
    return next(deep)
