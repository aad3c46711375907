# Beeps for ever, and for as long as numbers go.
# Ends: failed or lost or fine
# Says: .*

from componentize_py_types import Err
from wit_world.imports import buzzer


def deed():
    for arguments in ((255, 2**32 - 1, 2**32 - 1), (0, 0, 0), (1, 2**31, 0)):
        try:
            buzzer.beep(*arguments)
        except Err:
            continue
        raise AssertionError(f"took {arguments}")
    for _ in range(1000):
        try:
            buzzer.beep(1, 10, 0)
        except Err:
            pass
    return []
