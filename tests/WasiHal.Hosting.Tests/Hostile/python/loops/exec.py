# Code within code within code, without an end.
# Ends: lost
# Says: DEADLINE


def deed():
    code = "while True:\n    exec('1')"
    exec(code)
