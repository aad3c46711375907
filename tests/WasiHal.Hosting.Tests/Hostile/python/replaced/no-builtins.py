# Empties the builtins.
# At: poll, load
# Ends: failed or lost
# Says: .*

import builtins


def deed():
    builtins.__dict__.clear()
    raise_it()


def raise_it():
    return undefined_name
