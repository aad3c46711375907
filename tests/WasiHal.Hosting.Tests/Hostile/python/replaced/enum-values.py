# Changes the numbers of the contract's cases.
# Ends: failed or fine
# Says: .*

from wit_world.imports import gpio, log


class Lie(int):
    def __index__(self):
        return 7


def deed():
    for number in (77, -1, 2**32, 10**400, None, Lie(3), "x"):
        for level in log.Level:
            level._value_ = number
        try:
            log.write(log.Level.INFO, "odd level")
        except (OverflowError, TypeError):
            pass
    gpio.Mode.INPUT._value_ = 5
    gpio.configure("17", gpio.Mode.INPUT)
