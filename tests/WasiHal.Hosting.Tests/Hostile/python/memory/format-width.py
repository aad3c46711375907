# A number formatted to a width of a billion.
# Ends: failed
# Says: (MemoryError|ValueError|OverflowError).*


def deed():
    return f"{1:1000000000d}"
