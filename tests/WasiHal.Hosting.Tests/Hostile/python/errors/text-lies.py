# An error whose text is of a subclass that lies.
# Ends: failed
# Says: .*


class Lie(str):
    def __getitem__(self, index):
        return [self] * 3

    def splitlines(self):
        return [self, self]

    def __format__(self, spec):
        return "\x1b[31m" * 1000


class Strange(Exception):
    def __str__(self):
        return Lie("x" * 100)


def deed():
    raise Strange
