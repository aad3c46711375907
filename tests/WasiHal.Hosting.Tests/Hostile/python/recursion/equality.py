# An equality that asks itself.
# Ends: failed or lost
# Says: RecursionError.*|MEMORY|STACK


class Same:
    def __eq__(self, other):
        return other == self


def deed():
    return Same() == Same()
