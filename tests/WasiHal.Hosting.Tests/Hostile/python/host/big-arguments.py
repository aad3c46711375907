# Gives every function that takes a text or bytes five million of them.
# Ends: fine

from componentize_py_types import Err
from wit_world.imports import climate, gpio, i2c, leds, relays, spi, storage, uart
from wit_world.imports.types import Error_Invalid

TEXT = "\x1b" * 5_000_000
DATA = bytes(5_000_000)


def refused(function, *arguments):
    try:
        function(*arguments)
    except Err as error:
        assert isinstance(error.value, Error_Invalid), error
        assert "text_bytes" in str(error), error
    else:
        raise AssertionError(f"{function} took it")


def deed():
    refused(i2c.transfer, 1, 0x44, DATA, 0)
    refused(spi.transfer, 0, 0, DATA)
    refused(uart.open, TEXT, 9600)
    refused(uart.read, TEXT, 1, 0)
    refused(uart.write, TEXT, DATA)
    refused(gpio.read, TEXT)
    refused(gpio.write, TEXT, True)
    refused(relays.set, TEXT, True)
    refused(relays.get, TEXT)
    refused(climate.read_dht, TEXT)
    refused(storage.get, TEXT)
    refused(storage.put, TEXT, b"")
    refused(storage.put, "key", DATA)
    refused(storage.delete, TEXT)
    refused(leds.set_range, 0, [0] * 500_000)
    return []
