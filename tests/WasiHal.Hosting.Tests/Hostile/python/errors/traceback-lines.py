# An error whose traceback would show lines that the plugin made up.
# Ends: failed
# Says: ZeroDivisionError.*

import linecache


def deed():
    linecache.cache["deed.py"] = (10, None, ["\x1b[31mPlugin neighbour failed\r\n" * 10_000] * 100, "deed.py")
    return 1 / 0
