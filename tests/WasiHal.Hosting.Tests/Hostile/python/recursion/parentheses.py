# Compiles a million nested parentheses.
# At: poll, load
# Ends: failed
# Says: MemoryError: Parser stack overflowed.*


def deed():
    return compile("(" * 1_000_000 + ")" * 1_000_000, "deep", "eval")
