# Prints one line of 10 MB.
# Ends: fine


def deed():
    print("x" * 10_000_000)
    return []
