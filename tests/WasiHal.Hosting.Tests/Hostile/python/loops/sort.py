# Sorts, with a comparison that never ends.
# Ends: lost
# Says: DEADLINE


class Slow:
    def __lt__(self, other):
        while True:
            pass


def deed():
    return sorted([Slow(), Slow()])
