# A finaliser that loops, run when the object is deleted.
# At: poll, load
# Ends: lost
# Says: DEADLINE


class Last:
    def __del__(self):
        while True:
            pass


def deed():
    Last()
    return []
