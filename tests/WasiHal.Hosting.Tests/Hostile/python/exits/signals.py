# Sends itself every signal.
# Ends: failed or lost or fine
# Says: .+

import signal


def deed():
    for number in range(1, 65):
        try:
            signal.raise_signal(number)
        except (ValueError, OSError):
            pass
    return []
