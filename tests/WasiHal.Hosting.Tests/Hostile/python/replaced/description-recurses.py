# The description of errors raises errors that are described.
# Ends: failed or lost
# Says: .+

import _wasihal_errors


def deed():
    def fail(*arguments, **keywords):
        raise ValueError("while describing")

    for name, value in list(vars(_wasihal_errors).items()):
        if callable(value):
            setattr(_wasihal_errors, name, fail)
    raise ValueError("now describe this")
