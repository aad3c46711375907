# A log handler that logs.
# Ends: failed or lost
# Says: RecursionError.*|HOSTCALLS|DEADLINE|STACK|MEMORY

import logging


class Loop(logging.Handler):
    def emit(self, record):
        logging.warning("again")


def deed():
    logging.getLogger().addHandler(Loop())
    logging.warning("once")
