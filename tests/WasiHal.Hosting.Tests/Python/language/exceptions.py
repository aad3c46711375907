import sys
import warnings

order = []


def run():
    try:
        raise ExceptionGroup("both", [ValueError(1), ExceptionGroup("inner", [OSError(2), KeyError(3)])])
    except* OSError as errors:
        order.append(("os", errors.exceptions[0].exceptions[0].args))
    except* (ValueError, KeyError) as errors:
        order.append(("others", len(errors.exceptions)))
    else:
        order.append("else")
    finally:
        order.append("finally")


run()
assert order == [("os", (2,)), ("others", 2), "finally"], order

try:
    try:
        {}["a"]
    except KeyError as error:
        error.add_note("while reading the calibration")
        raise RuntimeError("outer") from error
except RuntimeError as error:
    assert error.__cause__.__notes__ == ["while reading the calibration"] and error.__cause__ is error.__context__


class BusError(OSError):
    pass


try:
    raise BusError(5, "input/output error")
except OSError as error:
    assert error.errno == 5 and error.strerror == "input/output error" and sys.exception() is error
assert sys.exception() is None

with warnings.catch_warnings(record=True) as caught:
    warnings.simplefilter("always")
    warnings.warn("old", DeprecationWarning)
assert [str(each.message) for each in caught] == ["old"]


def returns():
    try:
        return "try"
    finally:
        order.append("after return")


assert returns() == "try" and order[-1] == "after return"

for source, kind in (("1 +", SyntaxError), ("  x", IndentationError), ("undefined_name", NameError), ("(1).x", AttributeError), ("1 + ''", TypeError)):
    try:
        eval(compile(source, "<text>", "eval"))
        raise AssertionError(source)
    except kind:
        pass

try:
    assert 1 > 2, "assertions are kept"
    raise RuntimeError("assertions are not kept")
except AssertionError as error:
    assert str(error) == "assertions are kept"
