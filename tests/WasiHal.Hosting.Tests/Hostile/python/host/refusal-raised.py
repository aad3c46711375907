# Lets a refusal of a name of 200 KB end the poll.
# Ends: failed
# Says: .*

from wit_world.imports import gpio


def deed():
    gpio.read("\x1b[31m\nPlugin neighbour failed: look there\u202e" * 4000)
