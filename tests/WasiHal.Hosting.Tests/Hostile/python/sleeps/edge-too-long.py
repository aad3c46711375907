# Asks the host to wait for 49 days.
# Ends: failed
# Says: Err: invalid: timeout-ms is 4294967295, 0 to 60000 is accepted.*|invalid: timeout-ms is 4294967295, 0 to 60000 is accepted.*

from wit_world.imports import gpio


def deed():
    gpio.wait_for_edge("17", gpio.Edge.RISING, 2**32 - 1)
