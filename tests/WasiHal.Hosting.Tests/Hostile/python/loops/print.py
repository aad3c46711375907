# Prints empty lines for ever.
# Ends: lost
# Says: DEADLINE|HOSTCALLS


def deed():
    while True:
        print()
