import enum


class Mode(enum.Enum):
    SLEEP = 0
    FORCED = 1
    NORMAL = 3
    RUN = 3

    @property
    def label(self):
        return self.name.lower()


class Status(enum.Flag):
    MEASURING = enum.auto()
    UPDATING = enum.auto()
    READY = enum.auto()


class Register(enum.IntEnum):
    ID = 0xD0
    RESET = 0xE0


class Unit(enum.StrEnum):
    CELSIUS = "Cel"
    LUX = enum.auto()


assert Mode(1) is Mode.FORCED and Mode["SLEEP"].value == 0 and Mode.RUN is Mode.NORMAL and Mode.FORCED.label == "forced"
assert [mode.name for mode in Mode] == ["SLEEP", "FORCED", "NORMAL"] and len(Mode) == 3 and repr(Mode.SLEEP) == "<Mode.SLEEP: 0>"
both = Status.MEASURING | Status.READY
assert Status.READY in both and both & ~Status.READY is Status.MEASURING and both.value == 5 and Status(0) == Status(0)
assert Register.ID + 1 == 0xD1 and sorted(Register)[0] is Register.ID and f"{Register.ID:#x}" == "0xd0"
assert Unit.LUX == "lux" and f"{Unit.CELSIUS}" == "Cel"
assert enum.Enum("Level", ["LOW", "HIGH"]).HIGH.value == 2

try:
    Mode(9)
    raise AssertionError("accepted")
except ValueError as error:
    assert "9 is not a valid Mode" in str(error)

try:
    @enum.unique
    class Doubled(enum.Enum):
        A = 1
        B = 1
    raise AssertionError("accepted")
except ValueError:
    pass
