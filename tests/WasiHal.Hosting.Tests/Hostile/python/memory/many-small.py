# Makes small objects until there is no room.
# At: poll, load, render, update, invoke
# Ends: failed
# Says: MEMORY


def deed():
    kept = []
    while True:
        kept.append(object())
