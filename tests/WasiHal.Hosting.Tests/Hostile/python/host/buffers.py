# Gives bytes that lie, change, are released or cannot be read.
# Ends: fine

from componentize_py_types import Err
from wit_world.imports import storage


class Lie:
    def __init__(self, act):
        self.act = act

    def __buffer__(self, flags):
        return self.act()

    def __release_buffer__(self, view):
        raise ValueError("not released")


def raises():
    raise SystemExit


def released():
    view = memoryview(b"abc")
    view.release()
    return view


def refused(value):
    try:
        storage.put("key", value)
    except (BufferError, ValueError, TypeError, SystemExit, Err):
        return
    raise AssertionError(f"took {value!r}")


def deed():
    refused(Lie(raises))
    refused(Lie(released))
    refused(Lie(lambda: 7))
    refused(memoryview(bytes(100))[::3])
    refused("text")
    refused(7)
    growing = bytearray(b"abc")
    storage.put("key", Lie(lambda: memoryview(growing)))
    assert storage.get("key") == b"abc"
    storage.put("key", memoryview(bytes(100)).cast("I"))
    assert len(storage.get("key")) == 100
    storage.delete("key")
    return []
