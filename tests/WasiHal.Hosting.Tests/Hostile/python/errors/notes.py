# An error with a million notes.
# Ends: failed or lost
# Says: ValueError: text.*|DEADLINE|MEMORY


def deed():
    error = ValueError("text")
    error.__notes__ = ["\x1b" * 100] * 1_000_000
    raise error
