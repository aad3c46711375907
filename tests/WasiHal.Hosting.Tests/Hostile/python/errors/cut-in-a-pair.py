# Raises an error that is cut in the middle of a character of two units.
# Ends: failed
# Says: .+

from componentize_py_types import Err


def deed():
    raise Err("x" * 499 + "\U0001f525" * 10)
