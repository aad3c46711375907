# Logs at every level without an end.
# Ends: lost
# Says: HOSTCALLS|DEADLINE

import logging


def deed():
    logging.getLogger().setLevel(1)
    while True:
        for level in range(1, 60):
            logging.log(level, "flood %d", level)
