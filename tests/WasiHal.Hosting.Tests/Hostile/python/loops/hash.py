# An object whose hash loops, as the key of a dictionary.
# Ends: lost
# Says: DEADLINE


class Key:
    def __hash__(self):
        while True:
            pass


def deed():
    return {Key(): 1}
