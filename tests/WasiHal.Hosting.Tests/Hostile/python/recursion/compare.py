# Compares two lists that are nested 300,000 deep.
# Ends: failed or lost
# Says: RecursionError.*|MEMORY|STACK


def deed():
    one, other = [], []
    for _ in range(300_000):
        one, other = [one], [other]
    return one == other
