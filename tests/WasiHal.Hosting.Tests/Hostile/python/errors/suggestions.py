# Errors whose suggestions ask objects that lie.
# Ends: failed or lost
# Says: DEADLINE|AttributeError.*


class Lie:
    def __dir__(self):
        while True:
            pass


def deed():
    error = AttributeError("text", name="colour", obj=Lie())
    raise error
