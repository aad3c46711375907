# Releases iterators over iterators, 300,000 deep: the release recurses.
# Ends: fine or lost
# Says: STACK


def deed():
    deep = iter([1])
    for _ in range(300_000):
        deep = filter(None, deep)
    del deep
    return []
