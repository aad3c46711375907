# A chain of 10,000 causes.
# At: poll, load
# Ends: failed or lost
# Says: ValueError: 9999.*|STACK


def deed():
    last = None
    for number in range(10_000):
        error = ValueError(str(number))
        error.__cause__, last = last, error
    raise last
