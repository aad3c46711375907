# Raises errors without a word.
# Ends: failed
# Says: the plugin answered an error without a text|.+

from componentize_py_types import Err


def deed():
    raise Err("")
