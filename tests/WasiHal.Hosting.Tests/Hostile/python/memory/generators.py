# Keeps generators that were begun.
# Ends: failed
# Says: MEMORY


def endless():
    local = [0] * 100
    while True:
        yield local


def deed():
    kept = []
    while True:
        generator = endless()
        next(generator)
        kept.append(generator)
