"""A parser for the part of WIT that the contract uses; anything else is an error with file and line."""

from __future__ import annotations

import keyword
import re
from pathlib import Path

from .model import SCALARS, Contract, Definition, Function, Interface, Member, Type, WitError, World

_TOKEN = re.compile(
    r"(?P<doc>///[^\n]*)|(?P<skip>//[^\n]*|\s+)|(?P<package>[a-z][a-z0-9-]*:[a-z][a-z0-9-]*@[0-9.]+)"
    r"|(?P<word>%?[A-Za-z][A-Za-z0-9]*(?:-[A-Za-z0-9]+)*|_)|(?P<mark>->|[{}()<>:;,.=@/*])")


class _Parser:
    def __init__(self, path: Path, contract: Contract):
        self.path = path
        self.contract = contract
        self.docs: list[str] = []
        self.tokens: list[tuple[str, str, int, list[str]]] = []
        text = path.read_text(encoding="utf-8")
        position, line, docs = 0, 1, []
        while position < len(text):
            match = _TOKEN.match(text, position)
            if match is None:
                raise WitError(f"{path.name}:{line}: unexpected character {text[position]!r}")
            kind, value = match.lastgroup, match.group()
            if kind == "doc":
                docs.append(value[3:].removeprefix(" ").rstrip())
            elif kind != "skip":
                self.tokens.append((kind, value, line, docs))
                docs = []
            line += value.count("\n")
            position = match.end()
        self.end = line
        self.index = 0

    def where(self) -> str:
        line = self.tokens[self.index][2] if self.index < len(self.tokens) else self.end
        return f"{self.path.name}:{line}"

    def peek(self) -> str:
        return self.tokens[self.index][1] if self.index < len(self.tokens) else ""

    def next(self) -> str:
        if self.index >= len(self.tokens):
            raise WitError(f"{self.where()}: unexpected end of file")
        self.docs = self.tokens[self.index][3]
        self.index += 1
        return self.tokens[self.index - 1][1]

    def expect(self, value: str) -> None:
        where = self.where()
        found = self.next()
        if found != value:
            raise WitError(f"{where}: expected `{value}`, found `{found}`")

    def take(self, value: str) -> bool:
        if self.peek() == value:
            self.index += 1
            return True
        return False

    def name(self) -> str:
        where = self.where()
        kind = self.tokens[self.index][0] if self.index < len(self.tokens) else ""
        value = self.next()
        if kind != "word" or value == "_":
            raise WitError(f"{where}: expected a name, found `{value}`")
        if keyword.iskeyword(value):
            raise WitError(f"{where}: `{value}` is a keyword of Python; choose another name")
        return value.removeprefix("%")

    def type(self) -> Type:
        where = self.where()
        name = self.name()
        if name in SCALARS:
            return Type(name, (), where)
        if name in ("list", "option"):
            self.expect("<")
            inner = self.type()
            self.expect(">")
            return Type(name, (inner,), where)
        if name == "tuple":
            self.expect("<")
            items = [self.type()]
            while self.take(","):
                items.append(self.type())
            self.expect(">")
            return Type(name, tuple(items), where)
        if name == "result":
            self.expect("<")
            ok = None if self.take("_") else self.type()
            self.expect(",")
            error = self.type()
            self.expect(">")
            return Type(name, (ok, error), where)
        if self.peek() == "<" or name in ("s8", "s16", "s32", "s64", "char", "stream", "future", "own", "borrow"):
            raise WitError(f"{where}: the type `{name}` is not used in this contract; teach the generator first")
        return Type(name, (), where)

    def members(self, typed: str) -> list[Member]:
        """The body of a record (typed `always`), a variant (`sometimes`) or an enum (`never`)."""
        self.expect("{")
        found: list[Member] = []
        while not self.take("}"):
            name, docs, kind = self.name(), self.docs, None
            if typed == "always":
                self.expect(":")
                kind = self.type()
            elif typed == "sometimes" and self.take("("):
                kind = self.type()
                self.expect(")")
            found.append(Member(name, kind, docs))
            if not self.take(","):
                self.expect("}")
                break
        return found

    def interface(self, docs: list[str]) -> None:
        result = Interface(self.name(), docs)
        self.contract.interfaces[result.name] = result
        self.expect("{")
        while not self.take("}"):
            where = self.where()
            escaped = self.peek().startswith("%")
            word, docs = self.name(), self.tokens[self.index - 1][3]
            if not escaped and word == "use":
                owner = self.name()
                self.expect(".")
                self.expect("{")
                result.uses[self.name()] = owner
                while self.take(","):
                    result.uses[self.name()] = owner
                self.expect("}")
                self.expect(";")
            elif not escaped and word in ("record", "variant", "enum"):
                typed = {"record": "always", "variant": "sometimes", "enum": "never"}[word]
                name = self.name()
                result.definitions[name] = Definition(word, name, self.members(typed), docs, result.name)
            elif self.peek() == ":":
                self.expect(":")
                self.expect("func")
                result.functions.append(self.function(word, docs, where))
            else:
                raise WitError(f"{where}: `{word}` is not used in this contract; teach the generator first")

    def function(self, name: str, docs: list[str], where: str) -> Function:
        self.expect("(")
        parameters: list[Member] = []
        while not self.take(")"):
            parameter = self.name()
            self.expect(":")
            parameters.append(Member(parameter, self.type(), []))
            if not self.take(","):
                self.expect(")")
                break
        result = self.type() if self.take("->") else None
        self.expect(";")
        return Function(name, parameters, result, docs, where)

    def world(self) -> None:
        result = World(self.name())
        self.contract.worlds[result.name] = result
        self.expect("{")
        while not self.take("}"):
            where, word = self.where(), self.next()
            if word not in ("import", "export", "include"):
                raise WitError(f"{where}: `{word}` is not used in this contract; teach the generator first")
            name = self.name()
            result.where[name] = where
            getattr(result, word + "s").append(name)
            self.expect(";")

    def file(self) -> None:
        self.expect("package")
        where, package = self.where(), self.next()
        name, _, version = package.partition("@")
        self.expect(";")
        if self.contract.package and (name, version) != (self.contract.package, self.contract.version):
            raise WitError(f"{where}: package `{package}` differs from the other files' package")
        self.contract.package, self.contract.version = name, version
        while self.index < len(self.tokens):
            where, word = self.where(), self.next()
            if word == "interface":
                self.interface(self.docs)
            elif word == "world":
                self.world()
            else:
                raise WitError(f"{where}: expected `interface` or `world`, found `{word}`")


def parse(files: list[Path]) -> Contract:
    """Parses the files of one package."""
    contract = Contract()
    for path in files:
        _Parser(path, contract).file()
    for interface in contract.interfaces.values():
        for function in interface.functions:
            for kind in [p.type for p in function.parameters] + [function.result]:
                _check(contract, interface, kind)
        for definition in interface.definitions.values():
            for member in definition.members:
                _check(contract, interface, member.type)
    for world in contract.worlds.values():
        for names, known in ((world.imports + world.exports, contract.interfaces), (world.includes, contract.worlds)):
            for name in names:
                if name not in known:
                    raise WitError(f"{world.where[name]}: unknown name `{name}`")
    return contract


def _check(contract: Contract, interface: Interface, kind: Type | None) -> None:
    if kind is None:
        return
    if kind.arguments:
        for argument in kind.arguments:
            _check(contract, interface, argument)
    elif kind.name not in SCALARS:
        contract.resolve(interface, kind)
