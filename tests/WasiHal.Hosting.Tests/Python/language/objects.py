import gc
import sys
import weakref
from dataclasses import dataclass


class Node:
    def __init__(self):
        self.other = None


gc.collect()
first, second = Node(), Node()
first.other, second.other = second, first
watch = weakref.ref(first)
finalized = []
weakref.finalize(second, finalized.append, True)
del first, second
assert gc.collect() >= 2 and watch() is None and finalized == [True]

cache = weakref.WeakValueDictionary()
kept = cache["a"] = Node()
cache["b"] = Node()
assert list(cache) == ["a"] and kept
assert gc.isenabled() and gc.get_freeze_count() > 0, "the library's objects are frozen"


@dataclass(slots=True)
class Base:
    x: int


@dataclass(slots=True)
class Derived(Base):
    y: int = 2


assert Derived(1) == Derived(1, 2) and not hasattr(Derived(1), "__dict__")


class Typed:
    def __set_name__(self, owner, name):
        self.name = "_" + name

    def __get__(self, instance, owner):
        return self if instance is None else getattr(instance, self.name)

    def __set__(self, instance, value):
        if not isinstance(value, int):
            raise TypeError(f"{self.name[1:]} is not an int")
        setattr(instance, self.name, value)


class Meta(type):
    def __new__(mcs, name, bases, namespace, **options):
        cls = super().__new__(mcs, name, bases, namespace)
        cls.options = options
        return cls


class Chip(metaclass=Meta, address=0x76):
    __slots__ = ("_gain", "__weakref__")
    gain = Typed()

    def __init_subclass__(cls, **options):
        cls.registered = options


class Special(Chip, kind="x"):
    pass


chip = Chip()
chip.gain = 4
assert chip.gain == 4 and Chip.options == {"address": 0x76} and Special.options == {"kind": "x"} and Special.registered == {}
try:
    chip.gain = "high"
    raise AssertionError("accepted")
except TypeError as error:
    assert str(error) == "gain is not an int"


class A:
    def who(self):
        return ["A"]


class B(A):
    def who(self):
        return ["B", *super().who()]


class C(A):
    def who(self):
        return ["C", *super().who()]


class D(B, C):
    pass


assert D().who() == ["B", "C", "A"] and [each.__name__ for each in D.__mro__] == ["D", "B", "C", "A", "object"]
assert callable(A.who) and getattr(D(), "nothing", 7) == 7 and isinstance(D(), C) and type("Made", (), {"x": 1})().x == 1
assert sys.getsizeof([]) > 0 and sys.getrefcount(chip) >= 2 and sys.intern("word") == "word"
