# Asks for one block of a hundred million bytes.
# At: poll, load, render, update, invoke
# Ends: failed
# Says: MEMORY


def deed():
    return bytearray(100_000_000)
