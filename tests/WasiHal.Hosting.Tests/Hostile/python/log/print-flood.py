# Prints without an end.
# At: poll, load
# Ends: lost
# Says: HOSTCALLS|DEADLINE


def deed():
    while True:
        print("flood", "of", "lines")
