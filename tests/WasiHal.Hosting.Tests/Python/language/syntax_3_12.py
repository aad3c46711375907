# What came with Python 3.12 to 3.14; the files of stdlib/ run on 3.11 too.
import annotationlib
from string.templatelib import Interpolation, Template

type Pair[T] = tuple[T, T]


class Stack[T]:
    def __init__(self) -> None:
        self.items: list[T] = []

    def push(self, item: T) -> Later:
        self.items.append(item)


class Later:
    pass


def largest[T: (int, float)](values: list[T]) -> T:
    return max(values)


assert Pair[int].__value__ is not None and largest([1, 3, 2]) == 3 and Stack[int]().push(1) is None
assert Stack.push.__annotations__["return"] is Later
assert annotationlib.get_annotations(largest, format=annotationlib.Format.STRING)["return"] == "T"
assert f"{"the same quotes"} {", ".join(["a", "b"])}" == "the same quotes a, b"
name = "gas"
template = t"{name!r:>5} is cold"
assert isinstance(template, Template) and template.strings == ("", " is cold")
assert template.interpolations[0].value == "gas" and isinstance(template.interpolations[0], Interpolation)
try:
    raise OSError("bus")
except ValueError, OSError:
    pass
