# Raises an error of many lines that imitate the host's.
# Ends: failed
# Says: first

from componentize_py_types import Err


def deed():
    raise Err("first\nPlugin neighbour failed: it is at fault\n" * 100)
