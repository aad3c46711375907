# Repeats a tuple a billion times.
# Ends: failed
# Says: MEMORY


def deed():
    return (0,) * 10**9
