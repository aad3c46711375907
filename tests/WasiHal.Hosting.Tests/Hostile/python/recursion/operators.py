# Compiles an expression of 100,000 signs.
# Ends: failed or lost
# Says: (SyntaxError|MemoryError|RecursionError).*|STACK


def deed():
    return eval("-" * 100_000 + "1")
