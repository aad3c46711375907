# Calls the host from within a conversion of an argument of the host's.
# Ends: fine or failed
# Says: .*

from componentize_py_types import Err
from wit_world.imports import leds, pwm, storage


class Nested:
    def __buffer__(self, flags):
        storage.put("inner", b"1")
        leds.set(3, 1, 1, 1)
        return memoryview(b"outer")


class Number(float):
    def __float__(self):
        storage.delete("inner")
        return 1.0


def deed():
    storage.put("key", Nested())
    assert storage.get("key") == b"outer"
    storage.delete("key")
    try:
        pwm.set(0, Number(1), Number(0.5))
    except Err:
        pass
    storage.delete("inner")
    return []
