# Raises Err with a text of 10 MB.
# At: poll, load, render
# Ends: failed
# Says: x+.*

from componentize_py_types import Err


def deed():
    raise Err("x" * 10_000_000)
