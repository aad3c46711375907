# Loops for ever.
# At: poll, load, render, update, list, invoke
# Ends: lost
# Says: DEADLINE


def deed():
    while True:
        pass
