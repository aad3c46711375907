# Answers an endless generator.
# At: poll, render, invoke
# Ends: failed
# Says: TypeError: .* must return .*, not generator.*


def deed():
    while True:
        yield 1
