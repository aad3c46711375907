import json
import re


def down(n):
    return down(n + 1)


try:
    down(0)
    raise AssertionError("endless")
except RecursionError as error:
    assert "maximum recursion depth exceeded" in str(error) or "overflow" in str(error), error


class Loop:
    def __repr__(self):
        return f"{self!r}"


try:
    repr(Loop())
    raise AssertionError("endless")
except RecursionError:
    pass

# The interpreter is in order afterwards.
assert json.loads("[1, {\"a\": 2}]") == [1, {"a": 2}] and re.fullmatch("(a|b)+", "ab" * 50)
