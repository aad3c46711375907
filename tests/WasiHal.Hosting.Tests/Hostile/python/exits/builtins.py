# Calls exit and quit, which a sandbox may not have.
# Ends: failed
# Says: (SystemExit|NameError).*


def deed():
    exit()
