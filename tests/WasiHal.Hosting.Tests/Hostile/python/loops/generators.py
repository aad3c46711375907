# Generators that feed one another without an end.
# Ends: lost
# Says: DEADLINE


def deed():
    return any(value < 0 for value in iter(int, 1))
