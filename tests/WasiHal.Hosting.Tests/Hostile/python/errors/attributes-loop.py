# An error all of whose attributes loop.
# Ends: lost
# Says: DEADLINE


class Strange(Exception):
    def __getattribute__(self, name):
        while True:
            pass


def deed():
    raise Strange("text")
