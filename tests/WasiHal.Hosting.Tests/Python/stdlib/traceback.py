import traceback


def outer():
    inner()


def inner():
    raise KeyError("missing")


try:
    outer()
except KeyError as error:
    text = traceback.format_exc()
    frames = traceback.extract_tb(error.__traceback__)
    report = traceback.TracebackException.from_exception(error)
assert [frame.name for frame in frames] == ["<module>", "outer", "inner"] and frames[-1].line == 'raise KeyError("missing")'
assert "stdlib/traceback.py" in frames[-1].filename and frames[-1].lineno == 9
assert text.splitlines()[0] == "Traceback (most recent call last):" and text.rstrip().endswith("KeyError: 'missing'")
assert 'raise KeyError("missing")' in "".join(report.format())

try:
    try:
        outer()
    except KeyError as error:
        raise OSError("bus") from error
except OSError as error:
    chained = "".join(traceback.format_exception(error))
assert "The above exception was the direct cause" in chained and chained.index("KeyError") < chained.index("OSError")
assert traceback.format_exception_only(ValueError("x")) == ["ValueError: x\n"]
assert traceback.format_stack()[-1].strip().startswith("File")
