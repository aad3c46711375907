# A finaliser that brings its object back and makes another one, for ever.
# Ends: lost
# Says: DEADLINE|MEMORY


kept = []


class Phoenix:
    def __del__(self):
        kept.append(self)
        Phoenix()


def deed():
    while True:
        Phoenix()
        kept.clear()
