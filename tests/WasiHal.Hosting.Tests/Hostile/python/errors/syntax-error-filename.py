# A syntax error whose file name is an object that lies.
# Ends: failed or lost
# Says: DEADLINE|.+


class Lie:
    def __hash__(self):
        return hash("deed.py")

    def __eq__(self, other):
        return True

    def __format__(self, spec):
        while True:
            pass


def deed():
    error = SyntaxError("text")
    error.filename = Lie()
    raise error
