# Takes all memory and then asks the host for something that needs memory.
# Ends: lost
# Says: memory of 67108864 bytes has no room left for 50000 that the host has to give \(plugins\.ID\.limits\.memory_bytes\)

from wit_world.imports import storage

kept = []


def deed():
    storage.put("blob", bytes(50_000))
    size = 1 << 24
    while size > 5_000:
        try:
            kept.append(bytearray(size))
        except MemoryError:
            size //= 2
    return storage.get("blob")
