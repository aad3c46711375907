# Makes lists of lists until there is no room.
# Ends: failed or lost
# Says: MEMORY|STACK


def deed():
    kept = []
    while True:
        kept = [kept, [kept] * 10, list(range(100))]
