# Answers a number.
# At: poll, render, invoke
# Ends: failed
# Says: TypeError: .* must return .*, not int.*


def deed():
    return 7
