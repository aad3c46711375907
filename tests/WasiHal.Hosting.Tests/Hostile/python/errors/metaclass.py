# An error class whose metaclass raises or loops when it is asked for its name.
# Ends: failed or lost
# Says: DEADLINE|.+


class Meta(type):
    @property
    def __name__(cls):
        while True:
            pass

    @property
    def __module__(cls):
        raise SystemExit


class Strange(Exception, metaclass=Meta):
    pass


def deed():
    raise Strange("text")
