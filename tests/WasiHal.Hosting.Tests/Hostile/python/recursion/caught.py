# Recurses for ever and begins again in every handler.
# Ends: failed or lost
# Says: DEADLINE|RecursionError.*|MEMORY|STACK


def deed():
    try:
        return deed()
    except RecursionError:
        return deed()
    finally:
        deed()
