# Stores ever more keys.
# Ends: failed or lost
# Says: .*storage is limited to 65536 bytes .* raise plugins\.ID\.limits\.storage_bytes.*|.*storage is limited to 12 writes a minute.*|DEADLINE

from wit_world.imports import storage


def deed():
    for number in range(100_000):
        storage.put(f"key{number}", bytes(1000))
