# Logs at a level that does not exist, made by hand.
# Ends: failed
# Says: (OverflowError|TypeError|AttributeError|ValueError).*

from wit_world.imports import log


def deed():
    level = object.__new__(log.Level)
    level._value_ = 77
    log.write(level, "what level is that")
    return []
