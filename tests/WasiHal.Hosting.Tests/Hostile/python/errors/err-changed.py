# Raises a subclass of Err whose value is another at every look.
# Ends: failed
# Says: .*

import itertools

from componentize_py_types import Err

values = itertools.cycle(["text", 7, None, "\x1b"])


class Lie(Err):
    value = property(lambda self: next(values), lambda self, value: None)


def deed():
    raise Lie("text")
