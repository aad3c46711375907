# An error whose text raises.
# At: poll, load
# Ends: failed
# Says: Strange: <its __str__ raised ZeroDivisionError>.*


class Strange(Exception):
    def __str__(self):
        return 1 / 0

    __repr__ = __str__


def deed():
    raise Strange
