# Waits for an edge of a granted pin, again and again.
# Ends: lost
# Says: DEADLINE

from wit_world.imports import gpio


def deed():
    gpio.configure("17", gpio.Mode.INPUT)
    while True:
        gpio.wait_for_edge("17", gpio.Edge.RISING, 60_000)
