# Replaces the code that describes errors: it answers what is no text for the host.
# Ends: failed
# Says: .+

import _wasihal


def deed():
    _wasihal.describe.__code__ = (lambda exception: "\udc80\0\n\x1b").__code__
    raise ValueError("now describe this")
