# An error whose text is a number.
# Ends: failed
# Says: Strange.*


class Strange(Exception):
    def __str__(self):
        return 7

    __repr__ = __str__


def deed():
    raise Strange
