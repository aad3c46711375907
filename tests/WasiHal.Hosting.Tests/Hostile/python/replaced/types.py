# Deletes the methods of every class that can be changed.
# Ends: failed or fine or lost
# Says: .*

import gc


def deed():
    for kind in [thing for thing in gc.get_objects() if isinstance(thing, type)]:
        for name in list(vars(kind)):
            try:
                delattr(kind, name)
            except (TypeError, AttributeError):
                pass
    return []
