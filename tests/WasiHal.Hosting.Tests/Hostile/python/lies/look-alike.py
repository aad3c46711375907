# Something that is no measurement and answers every attribute with itself.
# Ends: failed
# Says: TypeError: measurement 0.*


class Lie:
    def __getattr__(self, name):
        return self


def deed():
    return [Lie()]
