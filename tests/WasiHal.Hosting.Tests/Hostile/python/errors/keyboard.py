# Raises KeyboardInterrupt.
# At: poll, load
# Ends: failed
# Says: KeyboardInterrupt.*


def deed():
    raise KeyboardInterrupt
