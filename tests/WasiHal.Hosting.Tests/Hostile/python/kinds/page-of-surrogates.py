# A page that is no text.
# At: render, invoke
# Ends: failed
# Says: ValueError: \w+\(\) returned a lone surrogate.*


def deed():
    return "\ud800" * 10
