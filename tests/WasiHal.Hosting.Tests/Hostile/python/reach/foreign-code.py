# Looks for ways to call code that is not Python's.
# Ends: fine

import sys


def deed():
    for name in ("ctypes", "_ctypes", "_testcapi", "_testinternalcapi", "_testlimitedcapi", "mmap", "fcntl", "resource", "readline", "_interpreters", "_xxsubinterpreters", "zipimport", "sqlite3", "dbm"):
        try:
            module = __import__(name)
        except ImportError:
            continue
        assert name == "zipimport", name
        try:
            module.zipimporter("/x.zip")
        except Exception:
            pass
    sys.path[:] = ["/", "/usr/lib/python3", "."]
    sys.path_importer_cache.clear()
    for name in ("app", "numpy", "site", "usercustomize"):
        try:
            __import__(name + "_elsewhere")
        except ImportError:
            continue
        raise AssertionError(name)
    return []
