# Stores under keys that reach out of its own rows.
# Ends: fine

from componentize_py_types import Err
from wit_world.imports import storage

KEYS = ["", ".", "..", "../x", "/etc/passwd", "a\0b", "a'b", 'a"b', "%", "*", "\x1b", "ä", "k" * 65, "a b", "neighbour/key", "a;DROP TABLE storage"]


def deed():
    for key in KEYS:
        for function, arguments in ((storage.put, (key, b"x")), (storage.get, (key,)), (storage.delete, (key,))):
            try:
                function(*arguments)
            except Err:
                continue
            raise AssertionError(f"took {key!r}")
    return []
