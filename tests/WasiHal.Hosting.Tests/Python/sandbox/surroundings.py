import os
import sys
import time

assert dict(os.environ) == {} and os.getenv("HOME") is None and os.getenv("PATH", "none") == "none"
assert sys.argv == [""] or sys.argv == [], sys.argv
assert sys.platform == "wasi" and sys.version_info[:2] == (3, 14) and sys.implementation.name == "cpython"
assert sys.getrecursionlimit() >= 500 and sys.byteorder == "little" and sys.maxsize == 2**31 - 1

try:
    input("? ")
    raise AssertionError("somebody answered")
except EOFError:
    pass

assert sys.stdin.read() == "" and not sys.stdout.isatty()

begin = time.monotonic()
time.sleep(0.05)
assert time.monotonic() - begin >= 0.05

assert os.urandom(16) != os.urandom(16)

try:
    os.system("ls")
    raise AssertionError("ran")
except (AttributeError, OSError):
    pass
