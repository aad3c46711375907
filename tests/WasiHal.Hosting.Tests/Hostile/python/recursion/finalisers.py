# Every finaliser makes an object that has one.
# Ends: failed or lost or fine
# Says: RecursionError.*|MEMORY|STACK|DEADLINE


class Chain:
    def __del__(self):
        Chain()


def deed():
    Chain()
    return []
