# Writes to the error stream without an end.
# Ends: lost
# Says: HOSTCALLS|DEADLINE

import sys


def deed():
    while True:
        sys.stderr.write("flood\n")
