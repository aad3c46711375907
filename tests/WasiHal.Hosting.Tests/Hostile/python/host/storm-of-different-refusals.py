# Tries every address of every bus, every pin, and ports with ever new names.
# Ends: lost
# Says: HOSTCALLS|DEADLINE

from componentize_py_types import Err
from wit_world.imports import gpio, i2c, relays, uart


def attempt(function, *arguments):
    try:
        function(*arguments)
    except Err:
        pass


def deed():
    for bus in range(256):
        for address in range(8, 120):
            attempt(i2c.transfer, bus, address, b"", 1)
            attempt(gpio.read, str(bus * 1000 + address))
            attempt(relays.get, f"relay {bus}\x1b[31m{address}\n")
            attempt(uart.open, f"{bus} {address}" * 2000, 9600)
