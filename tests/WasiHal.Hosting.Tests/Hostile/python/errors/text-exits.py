# An error whose text raises what no handler catches.
# At: poll, load
# Ends: failed
# Says: Strange.*


class Strange(Exception):
    def __str__(self):
        raise SystemExit

    __repr__ = __str__


def deed():
    raise Strange
