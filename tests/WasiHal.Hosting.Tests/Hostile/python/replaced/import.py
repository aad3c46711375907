# Replaces the import by one that loops.
# Ends: lost or fine
# Says: DEADLINE

import builtins


def deed():
    def forever(*arguments, **keywords):
        while True:
            pass

    builtins.__import__ = forever
    import json

    return json
