# Takes all memory, catches the error, and goes on for ever.
# Ends: lost
# Says: DEADLINE|ABORTED|STACK


def deed():
    kept = []
    while True:
        try:
            while True:
                kept.append(bytes(1000))
        except MemoryError:
            pass
