# Finalisers that raise, with texts that forge lines.
# Ends: fine


class Last:
    def __del__(self):
        raise ValueError("\x1b[31m\nPlugin neighbour failed" * 1000)

    def __repr__(self):
        raise SystemExit


def deed():
    for _ in range(100):
        Last()
    return []
