"""Sizes, alignments, offsets and flattening of the canonical ABI, and the names that each language uses."""

from __future__ import annotations

from .model import Contract, Interface, Type

_SCALAR_SIZE = {"bool": 1, "u8": 1, "u16": 2, "u32": 4, "u64": 8, "f32": 4, "f64": 8}
_SCALAR_FLAT = {"bool": "i32", "u8": "i32", "u16": "i32", "u32": "i32", "u64": "i64", "f32": "f32", "f64": "f64"}


def snake(name: str) -> str:
    return name.replace("-", "_").lower()


def pascal(name: str) -> str:
    return "".join(part[:1].upper() + part[1:] for part in name.split("-"))


def align_up(offset: int, alignment: int) -> int:
    return (offset + alignment - 1) // alignment * alignment


class Layout:
    """Answers questions about the types of one interface."""

    def __init__(self, contract: Contract, interface: Interface):
        self.contract = contract
        self.interface = interface

    def cases(self, kind: Type) -> list[Type | None] | None:
        """The payloads of anything that is laid out as a variant, None for other types."""
        if kind.name == "option":
            return [None, kind.arguments[0]]
        if kind.name == "result":
            return list(kind.arguments)
        definition = self.definition(kind)
        return None if definition is None or definition.kind == "record" else [m.type for m in definition.members]

    def definition(self, kind: Type):
        if kind.arguments or kind.name in _SCALAR_SIZE or kind.name == "string":
            return None
        return self.contract.resolve(self.interface, kind)

    def parts(self, kind: Type) -> list[Type] | None:
        """The members of a record or tuple, None for other types."""
        if kind.name == "tuple":
            return list(kind.arguments)
        definition = self.definition(kind)
        return [m.type for m in definition.members] if definition is not None and definition.kind == "record" else None

    def alignment(self, kind: Type | None) -> int:
        if kind is None:
            return 1
        if kind.name in _SCALAR_SIZE:
            return _SCALAR_SIZE[kind.name]
        if kind.name in ("string", "list"):
            return 4
        inner = self.parts(kind) if self.parts(kind) is not None else self.cases(kind)
        return max([1] + [self.alignment(part) for part in inner])

    def offsets(self, kind: Type) -> list[int]:
        """Where each member of a record or tuple lies."""
        offset, result = 0, []
        for part in self.parts(kind):
            offset = align_up(offset, self.alignment(part))
            result.append(offset)
            offset += self.size(part)
        return result

    def payload(self, kind: Type) -> int:
        """Where a variant's payload lies. A discriminant is one byte: no type here has more than 256 cases."""
        return align_up(1, max([1] + [self.alignment(case) for case in self.cases(kind)]))

    def size(self, kind: Type | None) -> int:
        if kind is None:
            return 0
        if kind.name in _SCALAR_SIZE:
            return _SCALAR_SIZE[kind.name]
        if kind.name in ("string", "list"):
            return 8
        parts = self.parts(kind)
        if parts is not None:
            end = self.offsets(kind)[-1] + self.size(parts[-1]) if parts else 0
        else:
            end = self.payload(kind) + max([0] + [self.size(case) for case in self.cases(kind)])
        return align_up(end, self.alignment(kind))

    def flat(self, kind: Type | None) -> list[str]:
        """The core types that a value becomes when it is passed without memory."""
        if kind is None:
            return []
        if kind.name in _SCALAR_FLAT:
            return [_SCALAR_FLAT[kind.name]]
        if kind.name in ("string", "list"):
            return ["i32", "i32"]
        parts = self.parts(kind)
        if parts is not None:
            return [core for part in parts for core in self.flat(part)]
        joined: list[str] = []
        for case in self.cases(kind):
            for index, core in enumerate(self.flat(case)):
                if index == len(joined):
                    joined.append(core)
                elif joined[index] != core:
                    joined[index] = "i32" if {joined[index], core} == {"i32", "f32"} else "i64"
        return ["i32"] + joined

    def is_bytes(self, kind: Type) -> bool:
        return kind.name == "list" and kind.arguments[0].name == "u8"
