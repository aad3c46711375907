"""
Answers random values from `poll`, good and bad ones, with what ought to come of them.

Odd polls answer a value; even polls answer what a host that keeps to the contract makes of the one before, as a text:
"refused", or "taken" and the number of measurements and their fields.
"""

import random
import re
from types import SimpleNamespace

from wit_world import exports
from wit_world.exports.sensor import Measurement, Value_Flag, Value_Number, Value_Text
from wit_world.imports import settings

NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}\Z", re.ASCII)
UNIT = re.compile(r"[!-~]{0,64}\Z", re.ASCII)
MOST_MEASUREMENTS = 256
MOST_TEXT_BYTES = 262_144

chance = random.Random(int(settings.get("seed")))


class Text(str):
    def __len__(self):
        return -1

    def __str__(self):
        return "lie"


class Float(float):
    def __repr__(self):
        return "lie"


class Number:
    def __init__(self, value):
        self.value = value

    def __float__(self):
        return self.value


class Raises:
    def __float__(self):
        raise chance.choice((ValueError, SystemExit, KeyboardInterrupt, MemoryError))("no number")

    def __getattr__(self, name):
        raise chance.choice((ValueError, AttributeError, SystemExit, StopIteration))(name)


class List(list):
    def __iter__(self):
        raise SystemExit


class Sub(Measurement):
    pass


class SubNumber(Value_Number):
    pass


class SubText(Value_Text):
    pass


def junk(depth=0):
    kind = chance.randrange(16 if depth < 4 else 11)
    if kind == 0:
        return None
    if kind == 1:
        return chance.choice((True, False))
    if kind == 2:
        return chance.choice((0, -1, 2**31, 2**63, 10**400, -(10**400)))
    if kind == 3:
        return chance.choice((0.0, -0.0, 1e308, float("nan"), float("inf"), -float("inf"), 5e-324))
    if kind == 4:
        return "".join(chr(chance.choice((0, 10, 27, 32, 65, 122, 0xE4, 0x202E, 0xD800, 0xDFFF, 0x1F525))) for _ in range(chance.randrange(5)))
    if kind == 5:
        return "x" * chance.choice((0, 1, 64, 65, 256, 257, 5000, 300_000))
    if kind == 6:
        return bytes(chance.randrange(5))
    if kind == 7:
        return Text("lie")
    if kind == 8:
        return Raises()
    if kind == 9:
        return chance.choice((type, len, object(), ..., Measurement, Value_Number, 1j))
    if kind == 10:
        return Value_Number(1)
    if kind == 11:
        return [junk(depth + 1) for _ in range(chance.randrange(3))]
    if kind == 12:
        return tuple(junk(depth + 1) for _ in range(chance.randrange(3)))
    if kind == 13:
        return {"sensor": junk(depth + 1)}
    if kind == 14:
        return Measurement(junk(depth + 1), junk(depth + 1), junk(depth + 1), junk(depth + 1))
    return (junk(depth + 1) for _ in range(2))


def name():
    if chance.randrange(40) == 0:
        return junk()
    made = "".join(chance.choice("abcXYZ019._-") for _ in range(chance.randrange(1, 66 if chance.randrange(10) == 0 else 12)))
    return Text(made) if chance.randrange(10) == 0 else made


def unit():
    if chance.randrange(40) == 0:
        return junk()
    return chance.choice(("Cel", "%", "", "1", "ug/m3", "a b", "u" * 64, "u" * 65, "°C")) if chance.randrange(10) == 0 else "Cel"


def value():
    kind = chance.randrange(50)
    if kind == 0:
        return junk()
    if kind == 1:
        return chance.choice((Value_Number, Value_Flag, Value_Text, SubNumber, SubText))(junk())
    if kind < 25:
        number = chance.choice((chance.uniform(-1e6, 1e6), chance.randrange(-(10**9), 10**9)))
        made = chance.choice((float, int, Float, lambda one: Number(float(one))))(number)
        return chance.choice((Value_Number, SubNumber))(made)
    if kind < 35:
        return Value_Flag(chance.choice((True, False)))
    made = chance.choice(("on", "grüß Gott ☀", "", "two\nlines", "\0", "x" * chance.choice((100, 10_000, 140_000))))
    return chance.choice((Value_Text, SubText))(Text(made) if chance.randrange(5) == 0 else made)


def measurement():
    if chance.randrange(60) == 0:
        return junk()
    make = chance.choice((Measurement, Measurement, Measurement, Sub, lambda *fields: SimpleNamespace(**dict(zip(("sensor", "quantity", "value", "unit"), fields)))))
    one = make(name(), name(), value(), unit())
    if chance.randrange(100) == 0:
        delattr(one, chance.choice(("sensor", "quantity", "value", "unit")))
    return one


def answer():
    if chance.randrange(12) == 0:
        return junk()
    many = [measurement() for _ in range(chance.choice((0, 1, 2, 3, 5, 8, 257 if chance.randrange(20) == 0 else 4)))]
    return chance.choice((list, list, tuple, List))(many)


class Refused(Exception):
    pass


def text_of(given):
    if not issubclass(type(given), str):
        raise Refused
    try:
        return str.encode(given).decode()
    except UnicodeEncodeError:
        raise Refused from None


def named(given, pattern):
    text = text_of(given)
    if not pattern.match(text):
        raise Refused
    return text


def expected_value(given, texts):
    if issubclass(type(given), Value_Number):
        kind, inner = "Number", given.value
        if type(inner) is bool or not hasattr(type(inner), "__float__"):
            raise Refused
        number = float(inner)
        if number != number or number in (float("inf"), float("-inf")):
            raise Refused
        return kind, number.hex()
    if issubclass(type(given), Value_Flag):
        if type(given.value) is not bool:
            raise Refused
        return "Flag", str(given.value)
    if issubclass(type(given), Value_Text):
        text = text_of(given.value)
        texts.append(str.__len__(text.encode()) if isinstance(text, Text) else len(text.encode()))
        if sum(texts) > MOST_TEXT_BYTES:
            raise Refused
        return "Text", text
    raise Refused


def expectation(given):
    """The contract once more, written without a look at how the runtime does it."""
    try:
        if not issubclass(type(given), (list, tuple)):
            raise Refused
        items = list.__getitem__(given, slice(None)) if issubclass(type(given), list) else tuple.__getitem__(given, slice(None))
        if len(items) > MOST_MEASUREMENTS:
            raise Refused
        lines, texts = [], []
        for one in items:
            sensor, quantity, unit = named(one.sensor, NAME), named(one.quantity, NAME), named(one.unit, UNIT)
            kind, shown = expected_value(one.value, texts)
            lines.append("\t".join((sensor, quantity, kind, str(len(shown)) if kind == "Text" else shown, unit)))
        return "taken\n" + "\n".join(lines)
    except BaseException:
        return "refused"


class Sensor(exports.Sensor):
    def __init__(self):
        self.last = None

    def poll(self):
        if self.last is None:
            given = answer()
            self.last = expectation(given)
            return given
        last, self.last = self.last, None
        return [Measurement("fuzz", "expected", Value_Text(last), "")]
