# Hands the host one message of 5 MB.
# Ends: lost
# Says: .*a text or list of 5000000 bytes is longer than 262144 \(plugins\.ID\.limits\.text_bytes\).*

from wit_world.imports import log


def deed():
    log.write(log.Level.INFO, "x" * 5_000_000)
    return []
