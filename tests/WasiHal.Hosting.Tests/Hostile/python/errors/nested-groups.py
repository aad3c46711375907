# Groups of errors, 10,000 deep.
# Ends: failed or lost
# Says: ExceptionGroup.*|STACK|RecursionError.*


def deed():
    error = ValueError("inner")
    for _ in range(10_000):
        error = ExceptionGroup("outer", [error])
    raise error
