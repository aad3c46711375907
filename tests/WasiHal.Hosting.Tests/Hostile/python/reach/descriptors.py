# Uses every file descriptor.
# Ends: fine

import os


def deed():
    for number in [*range(100), 2**31 - 1, -1]:
        for act in (lambda: os.read(number, 10), lambda: os.fstat(number), lambda: os.close(number), lambda: os.lseek(number, 0, 0), lambda: os.dup(number)):
            try:
                act()
            except (OSError, AttributeError):
                pass
    for number in range(3, 100):
        try:
            os.write(number, b"x")
        except OSError:
            continue
        raise AssertionError(f"wrote to {number}")
    return []
