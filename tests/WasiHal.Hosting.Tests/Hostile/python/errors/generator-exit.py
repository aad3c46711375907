# Raises GeneratorExit.
# Ends: failed
# Says: GeneratorExit.*


def deed():
    raise GeneratorExit
