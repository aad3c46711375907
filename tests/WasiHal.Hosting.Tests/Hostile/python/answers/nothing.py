# Answers nothing at all.
# At: poll, render, invoke
# Ends: failed
# Says: TypeError: .* must return .*, not NoneType.*


def deed():
    return None
