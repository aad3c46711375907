# An object whose call is the object itself.
# Ends: failed or lost
# Says: RecursionError.*|MEMORY|STACK


class Again:
    pass


Again.__call__ = Again()


def deed():
    return Again()()
