# Gives every function of the interpreter the same code.
# Ends: failed or lost or fine
# Says: .*

import gc


def deed():
    def lie(*arguments, **keywords):
        return 7

    for thing in gc.get_objects():
        if type(thing) is type(deed) and thing is not deed and not thing.__code__.co_freevars:
            try:
                thing.__code__ = lie.__code__
            except ValueError:
                pass
    raise ValueError("now describe this")
