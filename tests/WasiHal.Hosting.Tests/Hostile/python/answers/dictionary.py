# Answers a dictionary.
# At: poll, render, invoke
# Ends: failed
# Says: TypeError: .* must return .*, not dict.*


def deed():
    return {"temperature": 21.5}
