# Makes classes until there is no room.
# Ends: failed
# Says: MEMORY


kept = []


def deed():
    while True:
        kept.append(type("Kind", (), {}))
