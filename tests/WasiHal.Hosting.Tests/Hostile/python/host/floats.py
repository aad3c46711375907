# Sets a channel to numbers that are none.
# Ends: fine

from componentize_py_types import Err
from wit_world.imports import pwm

NUMBERS = [float("nan"), float("inf"), float("-inf"), -1.0, 0.0, 5e-324, 1.7976931348623157e308]


def deed():
    for frequency in NUMBERS:
        for duty in NUMBERS:
            try:
                pwm.set(0, frequency, duty)
            except Err:
                continue
            raise AssertionError(f"took {frequency} {duty}")
    return []
