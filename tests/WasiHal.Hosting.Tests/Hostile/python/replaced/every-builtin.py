# Replaces every builtin by a function that raises.
# At: poll, load
# Ends: failed or fine or lost
# Says: .*

import builtins


def deed():
    def fail(*arguments, **keywords):
        raise SystemExit("replaced")

    for name in list(vars(builtins)):
        vars(builtins)[name] = fail
    raise ValueError("now describe this")
