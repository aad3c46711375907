import datetime as dt
import time

noon = dt.datetime(2024, 2, 29, 12, 30, 15, 250000, tzinfo=dt.timezone.utc)
assert noon.isoformat() == "2024-02-29T12:30:15.250000+00:00"
assert noon.isoformat(timespec="milliseconds") == "2024-02-29T12:30:15.250+00:00"
assert dt.datetime.fromisoformat("2024-02-29T12:30:15.25Z") == noon
assert noon.timestamp() == 1709209815.25 and dt.datetime.fromtimestamp(1709209815.25, dt.timezone.utc) == noon
assert dt.datetime.strptime("29.02.2024 12:30:15 +0100", "%d.%m.%Y %H:%M:%S %z") == noon.replace(
    microsecond=0, tzinfo=dt.timezone(dt.timedelta(hours=1)))
assert noon.strftime("%A %d %B %Y, %j %H:%M:%S.%f %Z %%") == "Thursday 29 February 2024, 060 12:30:15.250000 UTC %"
assert f"{noon:%y-%m}" == "24-02" and noon.isocalendar() == (2024, 9, 4) and noon.weekday() == 3

east = dt.timezone(dt.timedelta(hours=5, minutes=30), "IST")
assert noon.astimezone(east).isoformat() == "2024-02-29T18:00:15.250000+05:30" and noon.astimezone(east).tzname() == "IST"
assert noon + dt.timedelta(days=1, hours=-13) == dt.datetime(2024, 2, 29, 23, 30, 15, 250000, tzinfo=dt.timezone.utc)
assert (dt.date(2024, 3, 1) - dt.date(2024, 2, 28)).days == 2
assert dt.timedelta(hours=25, microseconds=5).total_seconds() == 90000.000005 and str(dt.timedelta(days=-1)) == "-1 day, 0:00:00"
assert divmod(dt.timedelta(minutes=7), dt.timedelta(minutes=2)) == (3, dt.timedelta(minutes=1))
assert dt.time.fromisoformat("07:05").replace(second=9).isoformat() == "07:05:09"
assert dt.date.fromisocalendar(2024, 9, 4) == noon.date() and dt.date.max.year == 9999

# There is no time zone but UTC in the sandbox.
assert dt.datetime.now().astimezone().utcoffset() == dt.timedelta(0)
assert abs(dt.datetime.now(dt.timezone.utc).timestamp() - time.time()) < 1

for wrong in (lambda: dt.date(2023, 2, 29), lambda: dt.datetime.strptime("x", "%Y"), lambda: dt.datetime.fromisoformat("2024-13-01")):
    try:
        wrong()
    except ValueError:
        continue
    raise AssertionError("accepted")

try:
    noon - dt.datetime(2024, 1, 1)
    raise AssertionError("aware and naive were mixed")
except TypeError:
    pass
