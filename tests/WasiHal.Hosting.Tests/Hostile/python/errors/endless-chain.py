# An error whose cause is a new error at every look.
# Ends: failed or lost
# Says: DEADLINE|Endless.*


class Endless(Exception):
    __cause__ = property(lambda self: Endless("one more"), lambda self, value: None)
    __context__ = property(lambda self: Endless("one more"), lambda self, value: None)


def deed():
    raise Endless("first")
