import time

assert time.gmtime(0)[:6] == (1970, 1, 1, 0, 0, 0) and time.gmtime(1709209815).tm_yday == 60
assert time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(1709209815)) == "2024-02-29T12:30:15Z"
assert time.strptime("2024-02-29", "%Y-%m-%d").tm_wday == 3
assert time.mktime(time.localtime(1709209815)) == 1709209815 and time.timezone == 0
assert time.asctime(time.gmtime(0)) == "Thu Jan  1 00:00:00 1970"

# Later than the day on which this line was written.
assert time.time() > 1_760_000_000 and abs(time.time_ns() / 1e9 - time.time()) < 1

begin = time.monotonic()
counter = time.perf_counter_ns()
time.sleep(0.02)
assert 0.02 <= time.monotonic() - begin < 10 and time.perf_counter_ns() - counter >= 20_000_000
assert time.monotonic_ns() > 0 and time.get_clock_info("monotonic").monotonic

try:
    time.sleep(-1)
    raise AssertionError("accepted")
except ValueError:
    pass
