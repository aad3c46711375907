# Replaces a builtin that everything uses.
# At: poll, load
# Ends: failed or fine or lost
# Says: .*

import builtins


def deed():
    builtins.len = lambda *_: -1
    builtins.isinstance = lambda *_: True
    builtins.print = None
    builtins.open = builtins.print
    return []
