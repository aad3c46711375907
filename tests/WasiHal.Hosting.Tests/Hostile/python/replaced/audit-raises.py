# An audit hook that refuses everything, for good.
# At: poll, load
# Ends: failed or fine
# Says: .*

import sys


def deed():
    def fail(event, arguments):
        raise SystemExit(event)

    sys.addaudithook(fail)
    exec("1")
