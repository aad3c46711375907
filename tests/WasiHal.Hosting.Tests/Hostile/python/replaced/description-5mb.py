# Replaces the code that describes errors: it answers 5 MB.
# Ends: failed or lost
# Says: .*a text of 5000000 bytes is longer than 262144 \(plugins\.ID\.limits\.\w+\).*

import _wasihal


def deed():
    _wasihal.describe.__code__ = (lambda exception: "\x1b" * 5_000_000).__code__
    raise ValueError("now describe this")
