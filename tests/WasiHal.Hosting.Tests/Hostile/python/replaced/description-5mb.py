# Replaces the code that describes errors: it answers 5 MB.
# Ends: failed or lost
# Says: .*a text of 5000000 bytes: at most 262144 bytes are accepted \(plugins\.ID\.limits\.text_bytes\).*

import _wasihal


def deed():
    _wasihal.describe.__code__ = (lambda exception: "\x1b" * 5_000_000).__code__
    raise ValueError("now describe this")
