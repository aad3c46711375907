# Adds a million streams to those that the runtime ends after a call.
# Ends: lost or fine or failed
# Says: .*

import _wasihal_output


class Lie:
    def end_line(self):
        raise SystemExit


def deed():
    print("begun", end="")
    _wasihal_output.Lines.streams[:0] = [Lie()] * 1_000_000
    return []
