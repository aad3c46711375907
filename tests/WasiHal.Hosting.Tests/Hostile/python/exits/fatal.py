# Lets the interpreter crash in every way that is known.
# Ends: failed or lost
# Says: .+


def deed():
    import faulthandler

    faulthandler._sigsegv()
