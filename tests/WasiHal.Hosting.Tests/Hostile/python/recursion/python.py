# Recurses for ever.
# At: poll, load, render, update, invoke
# Ends: failed
# Says: RecursionError: .*


def deed():
    return deed()
