# Doubles an array of bytes.
# Ends: failed
# Says: MEMORY


def deed():
    block = bytearray(1)
    while True:
        block = block + block
