# Sets alarms and handlers.
# Ends: failed or fine
# Says: .+

import signal


def deed():
    signal.signal(signal.SIGINT, lambda *_: 1 / 0)
    signal.alarm(1)
