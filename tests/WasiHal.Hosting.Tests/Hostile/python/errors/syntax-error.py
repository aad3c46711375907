# A syntax error with attributes that no parser would give.
# Ends: failed or lost
# Says: .+


def deed():
    error = SyntaxError("m\x1b" * 100_000)
    error.filename, error.lineno, error.offset = "deed.py", 10**100, -(10**9)
    error.end_lineno, error.end_offset, error.text = -1, 10**9, "\x1b" * 1_000_000
    error.print_file_and_line, error.msg = object(), ["no text"]
    raise error
