# Imports every module of the standard library and of the interpreter, and calls what takes no argument.
# Ends: fine or failed or lost
# Says: .*

import sys


def deed():
    for name in sorted(sys.stdlib_module_names | set(sys.builtin_module_names)):
        try:
            __import__(name)
        except BaseException:
            pass
    return []
