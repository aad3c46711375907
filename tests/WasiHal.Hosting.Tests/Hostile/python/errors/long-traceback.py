# An error with a traceback of a million entries.
# Ends: failed or lost
# Says: ValueError.*|DEADLINE|MEMORY

import types


def deed():
    try:
        raise ValueError("text")
    except ValueError as error:
        entry = error.__traceback__
        for _ in range(1_000_000):
            entry = types.TracebackType(entry, entry.tb_frame, 0, 1)
        raise error.with_traceback(entry)
