# Replaces the code that describes errors: it answers no text.
# Ends: failed
# Says: ValueError \(it could not be described\)

import _wasihal


def deed():
    _wasihal.describe.__code__ = (lambda exception: 7).__code__
    raise ValueError("now describe this")
