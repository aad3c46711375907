# Prints a text of a million lines.
# Ends: failed or lost
# Says: HOSTCALLS|DEADLINE|MEMORY


def deed():
    print("x\n" * 1_000_000)
    return []
