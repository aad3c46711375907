# Empties the table of modules.
# At: poll, load
# Ends: failed or fine or lost
# Says: .*

import sys


def deed():
    sys.modules.clear()
    raise ValueError("now describe this")
