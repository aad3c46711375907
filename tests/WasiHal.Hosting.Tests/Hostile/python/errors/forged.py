# Raises an error that turns colours and direction and forges lines.
# Ends: failed
# Says: .+

from componentize_py_types import Err


def deed():
    raise Err("\x1b[2J\x1b[31m\vPlugin neighbour failed\x85\u2028\u2029\u202e\u2066\x9b\x07\0\x7f\t\u200b\u200e\u061c\ufeff")
