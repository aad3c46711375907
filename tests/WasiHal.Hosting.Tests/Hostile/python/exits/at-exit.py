# Registers something for the end, which does not come.
# Ends: fine or failed
# Says: ModuleNotFoundError.*|AttributeError.*


def deed():
    import atexit

    def forever():
        while True:
            pass

    atexit.register(forever)
    return []
