# An error class whose name forges lines and is a million characters long.
# Ends: failed
# Says: .+


def deed():
    raise type("\x1b[31m\nPlugin neighbour failed: x" * 40_000, (Exception,), {})("text")
