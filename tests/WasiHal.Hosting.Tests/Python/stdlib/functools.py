import functools

calls = []


@functools.lru_cache(maxsize=2)
def square(x):
    calls.append(x)
    return x * x


assert [square(2), square(2), square(3)] == [4, 4, 9] and calls == [2, 3] and square.cache_info().hits == 1


@functools.singledispatch
def show(value):
    return "other"


@show.register
def _(value: int):
    return "int"


assert show(1) == "int" and show("") == "other"


def logged(function):
    @functools.wraps(function)
    def wrapper(*arguments):
        return function(*arguments)
    return wrapper


@logged
def measured():
    """Measures."""


assert measured.__name__ == "measured" and measured.__doc__ == "Measures." and measured.__wrapped__
assert functools.partial(int, base=16)("76") == 0x76 and functools.reduce(lambda a, b: a * b, [2, 3, 7]) == 42
assert sorted(["b", "A"], key=functools.cmp_to_key(lambda a, b: (a.lower() > b.lower()) - (a.lower() < b.lower()))) == ["A", "b"]


@functools.total_ordering
class Version:
    def __init__(self, number):
        self.number = number

    def __eq__(self, other):
        return self.number == other.number

    def __lt__(self, other):
        return self.number < other.number


class Chip:
    reads = 0

    @functools.cached_property
    def calibration(self):
        self.reads += 1
        return 7


assert Version(2) >= Version(1)
chip = Chip()
assert chip.calibration + chip.calibration == 14 and chip.reads == 1
