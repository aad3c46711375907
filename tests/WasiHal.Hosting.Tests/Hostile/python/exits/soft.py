# Asks Python to exit.
# At: poll, load, render, update, invoke
# Ends: failed
# Says: SystemExit: 7.*

import sys


def deed():
    sys.exit(7)
