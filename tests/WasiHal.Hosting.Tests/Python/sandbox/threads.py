import threading

try:
    threading.Thread(target=print).start()
    raise AssertionError("started")
except RuntimeError as error:
    assert "can't start new thread" in str(error), error

# What needs only one thread works.
lock = threading.Lock()
with lock:
    assert not lock.acquire(blocking=False)
local = threading.local()
local.x = 1
assert local.x == 1 and threading.current_thread() is threading.main_thread() and threading.active_count() == 1
