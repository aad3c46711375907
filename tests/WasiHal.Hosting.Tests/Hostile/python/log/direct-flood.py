# Calls the host's log without an end.
# Ends: lost
# Says: HOSTCALLS

from wit_world.imports import log


def deed():
    while True:
        log.write(log.Level.CRITICAL, "flood")
