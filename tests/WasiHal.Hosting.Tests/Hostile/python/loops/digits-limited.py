# The text of a huge number: Python's own limit on digits refuses it.
# Ends: failed
# Says: ValueError: Exceeds the limit \(4300 digits\).*


def deed():
    return str(1 << 1_000_000)
