# Gives the runtime another object to call, made by hand.
# Ends: failed
# Says: .+

import _wasihal_core


def deed():
    for kind in range(4):
        _wasihal_core.set_target(kind, object())
    for kind in (-1, 4, 2**31 - 1, -(2**31)):
        try:
            _wasihal_core.set_target(kind, object())
        except (ValueError, OverflowError):
            continue
        raise AssertionError("took it")
    raise ValueError("replaced")
