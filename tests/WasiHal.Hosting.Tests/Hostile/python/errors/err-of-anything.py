# Raises Err with values that are no text.
# Ends: failed
# Says: .+

from componentize_py_types import Err


class Loud:
    def __str__(self):
        return "\x1b[31m" + "x" * 1_000_000

    __repr__ = __str__


VALUES = [None, 7, [], Loud(), Err, Err(Err(Err(""))), b"\xff", type]
polls = 0


def deed():
    global polls
    polls += 1
    raise Err(VALUES[polls % len(VALUES)])
