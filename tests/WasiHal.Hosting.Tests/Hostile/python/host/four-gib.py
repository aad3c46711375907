# Asks every function that takes a length for 4 GiB.
# Ends: fine

from componentize_py_types import Err
from wit_world.imports import i2c, leds, spi, uart
from wit_world.imports.types import Error_Denied, Error_Invalid

MOST = 2**32 - 1


def refused(function, *arguments):
    try:
        function(*arguments)
    except Err as error:
        assert isinstance(error.value, (Error_Denied, Error_Invalid)), error
    else:
        raise AssertionError(f"{function} took {arguments}")


def deed():
    refused(i2c.transfer, 1, 0x44, b"", MOST)
    refused(i2c.transfer, 1, 0x44, b"", 4097)
    refused(uart.read, "gps", MOST, 0)
    refused(leds.set, MOST, 1, 2, 3)
    refused(leds.set_range, MOST, [1])
    refused(leds.set_range, 0, [1] * 60_000)
    refused(spi.configure, 0, 0, MOST, 0)
    refused(uart.open, "gps", MOST)
    return []
