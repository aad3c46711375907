# A group of 100,000 errors.
# Ends: failed or lost
# Says: ExceptionGroup.*|DEADLINE|MEMORY


def deed():
    raise ExceptionGroup("many", [ValueError(number) for number in range(100_000)])
