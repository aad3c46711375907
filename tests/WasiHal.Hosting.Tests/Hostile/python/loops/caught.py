# Loops for ever and catches every exception that could end it.
# At: poll, load
# Ends: lost
# Says: DEADLINE


def deed():
    while True:
        try:
            while True:
                pass
        except BaseException:
            pass
        finally:
            continue
