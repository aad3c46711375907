# An error whose text loops.
# At: poll, load, render
# Ends: lost
# Says: DEADLINE


class Strange(Exception):
    def __str__(self):
        while True:
            pass

    __repr__ = __str__


def deed():
    raise Strange
