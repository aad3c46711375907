# Gives texts just below the limit, whose refusals would be as long.
# Ends: fine

from componentize_py_types import Err
from wit_world.imports import climate, gpio, relays, settings, uart

TEXT = "\x1b[31m\n" * 40_000


def refused(function, *arguments):
    try:
        function(*arguments)
    except Err:
        return
    raise AssertionError(f"{function} took it")


def deed():
    for _ in range(20):
        refused(uart.open, TEXT, 9600)
        refused(gpio.read, TEXT)
        refused(relays.get, TEXT)
        refused(climate.read_dht, TEXT)
        assert settings.get(TEXT) is None
    return []
