# Rewrites one key at top speed.
# Ends: failed
# Says: invalid: storage is limited to 12 writes a minute \(plugins\.ID\.limits\.storage_writes_per_minute\).*

from wit_world.imports import storage


def deed():
    number = 0
    while True:
        number += 1
        storage.put("key", number.to_bytes(8, "big") * 1000)
