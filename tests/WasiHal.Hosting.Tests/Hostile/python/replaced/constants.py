# Writes over constants of the interpreter through code that reads beyond its own.
# Ends: failed or fine or lost
# Says: .*


def holder():
    return 1


def deed():
    code = holder.__code__
    for index in range(0, 256):
        try:
            stolen = eval(code.replace(co_code=bytes([83, index, 36, 0]) * 8, co_consts=()))
            repr(stolen)
        except BaseException:
            pass
    return []
