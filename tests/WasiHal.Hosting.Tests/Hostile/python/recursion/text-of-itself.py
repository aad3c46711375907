# A representation that asks for itself.
# Ends: failed or lost
# Says: RecursionError.*|MEMORY|STACK


class Mirror:
    def __repr__(self):
        return repr(self)


def deed():
    return str(Mirror())
