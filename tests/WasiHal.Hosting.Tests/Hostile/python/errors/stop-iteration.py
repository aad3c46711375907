# Raises StopIteration.
# Ends: failed
# Says: StopIteration: 7.*


def deed():
    raise StopIteration(7)
