# Iterators over iterators, 200,000 deep, in C.
# Ends: failed or lost
# Says: RecursionError.*|MEMORY|STACK


def deed():
    deep = iter([1])
    for _ in range(200_000):
        deep = map(abs, deep)
    return next(deep)
