# Puts nothing, and then something that raises, in place of the output.
# At: poll, load
# Ends: failed or fine
# Says: .*

import sys


class Lie:
    def write(self, text):
        raise SystemExit

    flush = write


def deed():
    sys.stdout = sys.stderr = sys.__stdout__ = sys.__stderr__ = None
    print("nowhere")
    sys.stdout = sys.stderr = Lie()
    print("raises")
