# An attribute that asks for another one, for ever.
# Ends: failed or lost
# Says: RecursionError.*|MEMORY|STACK


class Deep:
    def __getattr__(self, name):
        return getattr(self, name + "x")


def deed():
    return Deep().x
