# Opens files in every way.
# Ends: fine

import io
import os


def refused(function, *arguments):
    try:
        function(*arguments)
    except (OSError, AttributeError, NotImplementedError, ModuleNotFoundError):
        return
    raise AssertionError(f"{function} {arguments} did something")


def deed():
    for path in ("/etc/passwd", "deed.py", "../x", "/proc/self/maps", "/dev/null", ".", "\0", "/dev/i2c-1"):
        for function, arguments in (
            (open, (path,)), (open, (path, "wb")), (io.open, (path,)), (io.FileIO, (path,)), (os.open, (path, 0)),
            (os.listdir, (path,)), (os.stat, (path,)), (os.mkdir, (path,)), (os.remove, (path,)), (os.rename, (path, "y")),
            (os.scandir, (path,)), (os.readlink, (path,)), (os.chdir, (path,)), (os.symlink, (path, "y")),
        ):
            try:
                refused(function, *arguments)
            except ValueError:
                assert "\0" in path
    assert list(os.walk("/")) == []
    return []
