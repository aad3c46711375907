# Asks with numbers that no parameter can hold.
# Ends: fine

from wit_world.imports import i2c, leds, pwm, uart


def refused(function, *arguments):
    try:
        function(*arguments)
    except (OverflowError, TypeError, ValueError):
        return
    raise AssertionError(f"{function} took {arguments}")


class Lie(int):
    def __index__(self):
        return 1


def deed():
    for number in (2**32, -1, 2**64, -(10**400), 10**400, 1.5, "1", None, b"1", [], Lie(2**33)):
        refused(i2c.transfer, 1, 0x44, b"", number)
        refused(uart.read, "gps", number, 0)
        refused(leds.set, number, 0, 0, 0)
        refused(leds.set_range, 0, [number])
    refused(pwm.set, 0, 10**400, 0.5)
    refused(leds.set_range, 0, range(3))
    refused(leds.set_range, 0, iter([1]))
    return []
