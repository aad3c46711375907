# Raises an error of nothing but line ends.
# Ends: failed
# Says: .+

from componentize_py_types import Err


def deed():
    raise Err("\n\r\n\x0b\x0c\u2028")
