# Compiles a chain of 100,000 attributes, calls and additions.
# Ends: failed or lost or fine
# Says: (SyntaxError|MemoryError|RecursionError|NameError|TypeError).*|STACK


def deed():
    for text in ("a" + ".b" * 100_000, "a" + "()" * 100_000, "1" + "+1" * 100_000):
        try:
            compile(text, "deep", "eval")
        except (SyntaxError, MemoryError, RecursionError):
            pass
    return []
