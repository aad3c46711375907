# Starts processes in every way.
# Ends: fine

import os


def deed():
    for name in ("subprocess", "multiprocessing", "_posixsubprocess", "pty", "concurrent.futures"):
        try:
            __import__(name)
        except ImportError:
            continue
        raise AssertionError(f"{name} is there")
    for name, arguments in (("fork", ()), ("system", ("id",)), ("execv", ("/bin/sh", ["sh"])), ("posix_spawn", ("/bin/sh", ["sh"], {})), ("popen", ("id",)), ("forkpty", ())):
        try:
            getattr(os, name)(*arguments)
        except (AttributeError, OSError, ImportError):
            continue
        raise AssertionError(f"{name} did something")
    return []
