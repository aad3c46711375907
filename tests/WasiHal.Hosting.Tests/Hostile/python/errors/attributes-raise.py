# An error all of whose attributes raise.
# Ends: failed
# Says: .*


class Strange(Exception):
    def __getattribute__(self, name):
        raise SystemExit(name)


def deed():
    raise Strange("text")
