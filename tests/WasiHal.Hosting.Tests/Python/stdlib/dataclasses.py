import dataclasses
from dataclasses import dataclass, field


@dataclass(frozen=True, order=True)
class Sample:
    temperature: float
    humidity: float = 50.0
    tags: tuple = field(default=(), compare=False)


@dataclass(slots=True, kw_only=True)
class Settings:
    address: int
    names: list = field(default_factory=list)
    derived: int = field(init=False, repr=False)

    def __post_init__(self):
        self.derived = self.address * 2


assert repr(Sample(1.5)) == "Sample(temperature=1.5, humidity=50.0, tags=())" and Sample(1) < Sample(2)
assert Sample(1, tags=("x",)) == Sample(1) and len({Sample(1), Sample(1)}) == 1
assert dataclasses.replace(Sample(1), humidity=2).humidity == 2 and dataclasses.astuple(Sample(1, 2)) == (1, 2, ())
settings = Settings(address=0x76)
assert settings.derived == 0xEC and settings.names is not Settings(address=1).names
assert dataclasses.asdict(settings) == {"address": 0x76, "names": [], "derived": 0xEC}
assert [each.name for each in dataclasses.fields(Settings)] == ["address", "names", "derived"]

match Sample(3.0, 4.0):
    case Sample(temperature=t, humidity=h):
        assert (t, h) == (3.0, 4.0)

try:
    Sample(1).temperature = 2
    raise AssertionError("changed")
except dataclasses.FrozenInstanceError:
    pass
try:
    settings.unknown = 1
    raise AssertionError("has no slots")
except AttributeError:
    pass

made = dataclasses.make_dataclass("Made", [("x", int), ("y", int, 5)])
assert made(1) == made(1, 5)
