# Runs what is registered for the end at once.
# Ends: fine or failed or lost
# Says: DEADLINE|ModuleNotFoundError.*|AttributeError.*


def deed():
    import atexit

    def forever():
        while True:
            pass

    atexit.register(forever)
    atexit._run_exitfuncs()
    return []
