# Prints without ever ending the line.
# Ends: lost
# Says: HOSTCALLS|DEADLINE


def deed():
    while True:
        print("x" * 1000, end="")
