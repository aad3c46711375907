# Calls the host without an end.
# At: poll, load, render, update, list, invoke
# Ends: lost
# Says: HOSTCALLS

from wit_world.imports import leds


def deed():
    while True:
        leds.set(3, 1, 2, 3)
