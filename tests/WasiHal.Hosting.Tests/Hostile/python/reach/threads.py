# Starts threads in every way.
# Ends: fine

import _thread
import threading


def forever(*arguments):
    while True:
        pass


def deed():
    for act in (
        lambda: threading.Thread(target=forever).start(),
        lambda: threading.Thread(target=forever, daemon=True).start(),
        lambda: threading.Timer(0, forever).start(),
        lambda: _thread.start_new_thread(forever, ()),
        lambda: _thread.start_joinable_thread(forever),
    ):
        try:
            act()
        except (RuntimeError, AttributeError):
            continue
        raise AssertionError("a thread was started")
    return []
