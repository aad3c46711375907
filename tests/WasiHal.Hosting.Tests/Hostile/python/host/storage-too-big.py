# Stores a value that is larger than its quota.
# Ends: failed
# Says: .*storage is limited to 65536 bytes and would hold 200003 with "big": raise plugins\.ID\.limits\.storage_bytes.*

from wit_world.imports import storage


def deed():
    storage.put("big", bytes(200_000))
