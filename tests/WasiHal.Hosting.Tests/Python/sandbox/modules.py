import importlib

for name in ("socket", "subprocess", "ctypes", "ssl", "sqlite3", "zlib", "multiprocessing", "select", "asyncio", "tkinter", "http.client", "pathlib", "zoneinfo"):
    try:
        importlib.import_module(name)
    except ModuleNotFoundError as error:
        # The message names the module that is missing, which is not always the one that was asked for.
        assert "is part of Python's standard library but not of this runtime" in str(error), f"{name}: {error}"
        continue
    raise AssertionError(f"{name} can be imported")

try:
    import numpy
except ModuleNotFoundError as error:
    assert str(error) == "No module named 'numpy'" and error.name == "numpy"
else:
    raise AssertionError("numpy can be imported")
