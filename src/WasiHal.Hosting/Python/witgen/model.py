"""What the WIT files say, as objects."""

from __future__ import annotations

from dataclasses import dataclass, field

SCALARS = ("bool", "u8", "u16", "u32", "u64", "f32", "f64", "string")


class WitError(Exception):
    """Something in a WIT file that this parser does not accept."""


@dataclass(frozen=True)
class Type:
    """A type: a scalar's name, `list`, `option`, `result`, `tuple`, or the name of a definition."""

    name: str
    arguments: tuple[Type | None, ...] = ()
    where: str = field(default="", compare=False)


@dataclass
class Member:
    """A record's field, a variant's or an enum's case, or a parameter."""

    name: str
    type: Type | None
    docs: list[str]


@dataclass
class Definition:
    kind: str  # record, variant or enum
    name: str
    members: list[Member]
    docs: list[str]
    interface: str


@dataclass
class Function:
    name: str
    parameters: list[Member]
    result: Type | None
    docs: list[str]
    where: str


@dataclass
class Interface:
    name: str
    docs: list[str]
    definitions: dict[str, Definition] = field(default_factory=dict)
    uses: dict[str, str] = field(default_factory=dict)
    functions: list[Function] = field(default_factory=list)


@dataclass
class World:
    name: str
    imports: list[str] = field(default_factory=list)
    exports: list[str] = field(default_factory=list)
    includes: list[str] = field(default_factory=list)
    where: dict[str, str] = field(default_factory=dict)


@dataclass
class Contract:
    package: str = ""
    version: str = ""
    interfaces: dict[str, Interface] = field(default_factory=dict)
    worlds: dict[str, World] = field(default_factory=dict)

    def resolve(self, interface: Interface, kind: Type) -> Definition:
        """The definition that a type's name stands for within an interface."""
        owner = self.interfaces.get(interface.uses.get(kind.name, interface.name))
        if owner is None or kind.name not in owner.definitions:
            raise WitError(f"{kind.where}: unknown type `{kind.name}`")
        return owner.definitions[kind.name]

    def world(self, name: str) -> World:
        """A world with everything that it includes."""
        source = self.worlds[name]
        merged = World(name)
        for include in source.includes:
            other = self.world(include)
            merged.imports += other.imports
            merged.exports += other.exports
        merged.imports += source.imports
        merged.exports += source.exports
        return merged
