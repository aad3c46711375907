# Calls what is refused without an end, catching every refusal.
# At: poll, load
# Ends: lost
# Says: HOSTCALLS

from componentize_py_types import Err
from wit_world.imports import i2c


def deed():
    while True:
        try:
            i2c.transfer(1, 0x3C, b"", 1)
        except Err:
            pass
