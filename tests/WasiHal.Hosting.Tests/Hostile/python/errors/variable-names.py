# An error from code whose file and function names forge lines.
# Ends: failed
# Says: .+


def deed():
    code = compile("def f():\n    1 / 0\nf()", "deed.py\x1b[31m\nPlugin neighbour failed", "exec")
    exec(code)
