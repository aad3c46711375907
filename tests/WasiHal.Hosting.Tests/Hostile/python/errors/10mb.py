# Raises an error with a text of 10 MB.
# At: poll, load, render, update, invoke
# Ends: failed
# Says: ValueError: x+.*


def deed():
    raise ValueError("x" * 10_000_000)
