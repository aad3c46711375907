import typing
from typing import (Annotated, Any, Callable, ClassVar, Generic, Literal, NamedTuple, NewType, Optional, Protocol, TypedDict,
                    TypeVar, Union, get_args, get_origin, get_type_hints, overload, runtime_checkable)

T = TypeVar("T")


class Reading(NamedTuple):
    value: float
    unit: str = "1"


class Options(TypedDict, total=False):
    address: int


class Box(Generic[T]):
    later: "Optional[Box[int]]"
    count: ClassVar[int] = 0

    def get(self, default: T) -> "list[T]":
        return [default]


@runtime_checkable
class Readable(Protocol):
    def read(self) -> float: ...


class Sensor:
    def read(self):
        return 1.0


def convert(value: "int | None", scale: Annotated[float, "per mille"] = 1.0) -> Callable[[int], Any]: ...


assert Reading(2.0)._asdict() == {"value": 2.0, "unit": "1"} and Options(address=1) == {"address": 1}
assert get_type_hints(convert) == {"value": Optional[int], "scale": float, "return": Callable[[int], Any]}
assert get_type_hints(convert, include_extras=True)["scale"].__metadata__ == ("per mille",)
assert get_type_hints(Box)["later"] == Optional[Box[int]] and get_type_hints(Reading) == {"value": float, "unit": str}
assert get_origin(Union[int, str]) is Union and get_args(Literal["a", 1]) == ("a", 1) and get_origin(dict[str, int]) is dict
assert isinstance(Sensor(), Readable) and not isinstance(1, Readable)
assert NewType("Celsius", float)(3.0) == 3.0 and typing.cast(int, "x") == "x" and Box[int]().get(1) == [1]
assert typing.TYPE_CHECKING is False and callable(overload)
