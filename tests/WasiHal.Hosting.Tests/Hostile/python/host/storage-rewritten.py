# Rewrites one key at top speed.
# Ends: lost
# Says: HOSTCALLS|DEADLINE

from wit_world.imports import storage


def deed():
    number = 0
    while True:
        number += 1
        storage.put("key", number.to_bytes(8, "big") * 1000)
