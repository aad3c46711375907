import io
import os

for attempt in (
    lambda: open("/etc/passwd"),
    lambda: open("readings.txt", "w"),
    lambda: io.open("x"),
    lambda: os.listdir("/"),
    lambda: os.mkdir("x"),
    lambda: os.open("x", os.O_RDONLY),
    lambda: io.FileIO("/proc/self/environ"),
    lambda: os.stat("/"),
    lambda: os.remove("x"),
):
    try:
        attempt()
    except OSError as error:
        assert error.errno, repr(error)
        continue
    raise AssertionError("there is a file system")

assert not os.path.exists("/etc") and not os.path.exists(".")
