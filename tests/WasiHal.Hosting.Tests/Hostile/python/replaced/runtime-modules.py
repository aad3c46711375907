# Puts something else in place of the modules that the runtime uses.
# At: poll, load
# Ends: failed or fine or lost
# Says: .*

import sys


class Lie:
    def __getattr__(self, name):
        return Lie()

    def __call__(self, *arguments, **keywords):
        return Lie()


def deed():
    for name in list(sys.modules):
        sys.modules[name] = Lie()
    raise ValueError("now describe this")
