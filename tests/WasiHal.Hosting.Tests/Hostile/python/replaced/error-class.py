# Changes Err so that describing one loops.
# Ends: lost
# Says: DEADLINE

from componentize_py_types import Err


def forever(self):
    while True:
        pass


def deed():
    Err.__str__ = forever
    raise Err("text")
