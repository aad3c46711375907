# An error class whose module is no name.
# Ends: failed
# Says: Strange: text.*


class Strange(Exception):
    pass


Strange.__module__ = ["\x1b"]


def deed():
    raise Strange("text")
