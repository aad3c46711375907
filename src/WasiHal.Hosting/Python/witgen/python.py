"""Writes the Python packages in the shapes of componentize-py: for the sandbox, as stubs, and as a stand-in for tests.

`sandbox` is what the runtime carries: records made by C, no comments or docstrings.
`stubs` is what an editor reads: everything that the WIT files say, as docstrings.
`standin` runs under any Python 3.11 or later: plain dataclasses, and host functions that a test replaces.
"""

from __future__ import annotations

import re

from .abi import Layout, pascal, snake
from .c import LOADER
from .model import Contract, Definition, Function, Interface, Member, Type

_SCALARS = {"bool": "bool", "f32": "float", "f64": "float", "string": "str"}
_RESULT_TYPES = '''
from dataclasses import dataclass
from typing import Generic, TypeVar, Union

S = TypeVar("S")
T = TypeVar("T")
E = TypeVar("E")


@dataclass
class Some(Generic[S]):
    value: S


@dataclass
class Ok(Generic[T]):
    value: T


@dataclass
class Err(Generic[E], Exception):
    value: E

    def __hash__(self):
        return hash(str(self))

    def __str__(self):
        if isinstance(self.value, str):
            return self.value
        case = type(self.value).__name__.partition("_")[2]
        if not case:
            return str(self.value)
        case = re.sub("(?<!^)(?=[A-Z])", "-", case).lower()
        detail = getattr(self.value, "value", None)
        return case if detail is None else f"{case}: {detail}"


Result = Union[Ok[T], Err[E]]
'''
_RESULT_STUB = '''
from dataclasses import dataclass
from typing import Generic, TypeVar, Union

S = TypeVar("S")
T = TypeVar("T")
E = TypeVar("E")

@dataclass
class Some(Generic[S]):
    """A present value, where options nest."""
    value: S

@dataclass
class Ok(Generic[T]):
    """A result that is a value, where results nest."""
    value: T

@dataclass
class Err(Generic[E], Exception):
    """An error: what a host function raises, and what a plugin's function raises to answer an error."""
    value: E

Result = Union[Ok[T], Err[E]]
'''


class _Writer:
    def __init__(self, contract: Contract, header: str, mode: str):
        self.contract = contract
        self.mode = mode
        self.header = "".join(f"# {line}\n" for line in header.splitlines())
        self.suffix = ".pyi" if mode == "stubs" else ".py"
        world = contract.world("python-runtime")
        self.exported = [contract.interfaces[name] for name in world.exports if name != LOADER]
        self.imported = [contract.interfaces[name] for name in dict.fromkeys(world.imports)]
        used = [owner for interface in self.imported + self.exported for owner in interface.uses.values()]
        self.imported += [contract.interfaces[name] for name in dict.fromkeys(used)]
        functions = [f for interface in self.imported + self.exported for f in interface.functions]
        names = {f.name for f in functions} | {p.name for f in functions for p in f.parameters}
        self.renamed = {name: snake(name) for name in names if "-" in name}

    def docs(self, lines: list[str], indent: str, more: str = "") -> list[str]:
        """A docstring in the stubs, nothing elsewhere."""
        lines = lines + (["", more] if more and lines else [more] if more else [])
        if self.mode != "stubs" or not lines:
            return []
        text = [re.sub("`([a-z0-9-]+)`", lambda m: f"`{self.renamed.get(m[1], m[1])}`", line).replace('"""', "'''")
                for line in lines]
        text = [line.replace("\\", "\\\\") for line in text]
        if len(text) == 1:
            return [f'{indent}"""{text[0]}"""']
        return [f'{indent}"""{text[0]}', *[f"{indent}{line}".rstrip() for line in text[1:]], f'{indent}"""']

    def type(self, layout: Layout, kind: Type | None, prefix: str = "") -> str:
        if kind is None:
            return "None"
        if kind.name in _SCALARS:
            return _SCALARS[kind.name]
        if kind.name in ("u8", "u16", "u32", "u64"):
            return "int"
        if layout.is_bytes(kind):
            return "bytes"
        arguments = [self.type(layout, argument, prefix) for argument in kind.arguments]
        if kind.name == "option":
            return f"{arguments[0]} | None"
        if kind.name in ("list", "tuple"):
            # A method may be called `list`, which then hides the type from its own annotations.
            return f"{kind.name.capitalize() if prefix else kind.name}[{', '.join(arguments)}]"
        if kind.name == "result":
            return arguments[0]  # the error is raised
        definition = layout.definition(kind)
        if definition.interface != layout.interface.name:
            prefix = snake(definition.interface) + "."
        return prefix + pascal(definition.name)

    def signature(self, interface: Interface, function: Function, method: bool) -> str:
        layout = Layout(self.contract, interface)
        prefix = snake(interface.name) + "." if method else ""
        parameters = ["self"] if method else []
        parameters += [f"{snake(p.name)}: {self.type(layout, p.type, prefix)}" for p in function.parameters]
        result = self.type(layout, function.result, prefix)
        return f"def {snake(function.name)}({', '.join(parameters)}) -> {result}:"

    def raises(self, interface: Interface, function: Function, method: bool) -> str:
        if function.result is None or function.result.name != "result":
            return ""
        error = self.type(Layout(self.contract, interface), function.result.arguments[1])
        return f"Raise `Err({error})` to answer an error." if method else f"Raises `Err({error})`."

    def record(self, name: str, members: list[Member], docs: list[str], layout: Layout) -> list[str]:
        out = (["@record"] if self.mode == "sandbox" else []) + ["@dataclass", f"class {name}:"]
        body = self.docs(docs, "    ")
        for member in members:
            body.append(f"    {snake(member.name)}: {self.type(layout, member.type)}")
            body += self.docs(member.docs, "    ")
        return out + (body or ["    pass"]) + ["", ""]

    def definition(self, definition: Definition) -> list[str]:
        name = pascal(definition.name)
        layout = Layout(self.contract, self.contract.interfaces[definition.interface])
        if definition.kind == "record":
            return self.record(name, definition.members, definition.docs, layout)
        if definition.kind == "enum":
            out = [f"class {name}(Enum):", *self.docs(definition.docs, "    ")]
            for index, member in enumerate(definition.members):
                out += [f"    {snake(member.name).upper()} = {index}", *self.docs(member.docs, "    ")]
            return out + ["", ""]
        out = []
        for member in definition.members:
            payload = [] if member.type is None else [Member("value", member.type, [])]
            out += self.record(f"{name}_{pascal(member.name)}", payload, member.docs, layout)
        cases = ", ".join(f"{name}_{pascal(m.name)}" for m in definition.members)
        return out + [f"{name} = Union[{cases}]", *self.docs(definition.docs, ""), "", ""]

    def heading(self, interface: Interface | None = None, body: list[str] = ()) -> list[str]:
        """Everything above the first definition, with the imports that the body needs."""
        docs = self.docs(interface.docs, "") if interface is not None else []
        text = "\n".join(body)
        standard = [line for word, line in (
            ("@abstractmethod", "from abc import abstractmethod"), ("@dataclass", "from dataclasses import dataclass"),
            ("(Enum)", "from enum import Enum"), (" -> List[", "from typing import List, Protocol"),
            ("(Protocol)", "" if " -> List[" in text else "from typing import Protocol"),
            (" = Union[", "from typing import Union")) if line and word in text]
        own = ["from _wasihal_core import record"] if "@record" in text else []
        if self.mode == "standin" and "_no_host(" in text:
            own.append("from .._standin import no_host as _no_host")
        own += [f"from ..imports import {snake(name)}" for name in
                dict.fromkeys(interface.uses.values() if interface is not None else ()) if f"{snake(name)}." in text]
        blocks = [docs, standard, own]
        return [line for block in blocks if block for line in block + [""]]

    def finish(self, heading: list[str], body: list[str]) -> str:
        gap = [""] if heading and body and body[0].startswith(("class", "def", "@")) else []
        text = "\n".join(heading + gap + body)
        return self.header + text.strip("\n") + ("\n" if text.strip("\n") else "")

    def imports_module(self, interface: Interface) -> str:
        body = [line for d in interface.definitions.values() for line in self.definition(d)]
        names = ", ".join(snake(f.name) for f in interface.functions)
        if self.mode == "sandbox":
            heading = self.heading(interface, body)
            calls = [f"from _wasihal_{snake(interface.name)} import {names}", ""] if names else []
            return self.finish(heading + calls, body)
        for function in interface.functions:
            body.append(self.signature(interface, function, False))
            if self.mode == "stubs":
                body += self.docs(function.docs, "    ", self.raises(interface, function, False))
                body += ["    ...", "", ""]
            else:
                body += [f'    _no_host("{snake(interface.name)}", "{snake(function.name)}")', "", ""]
        return self.finish(self.heading(interface, body), body)

    def exports_package(self) -> str:
        body: list[str] = []
        typed = [snake(i.name) for i in self.exported if i.definitions]
        for interface in self.exported:
            body += [f"class {pascal(interface.name)}(Protocol):", *self.docs(interface.docs, "    ")]
            for function in interface.functions:
                body += ["    @abstractmethod", "    " + self.signature(interface, function, True)]
                more = self.raises(interface, function, True)
                body += self.docs(function.docs, "        ", more)
                body += ["        ..." if self.mode == "stubs" else "        raise NotImplementedError", ""]
            body.append("")
        heading = self.heading(None, body)
        listed = ", ".join(f'"{pascal(i.name)}"' for i in self.exported)
        heading += [f"from ..exports import {', '.join(typed)}", "", f"__all__ = [{listed}]", ""]
        return self.finish(heading, body)

    def files(self) -> dict[str, str]:
        world = ["class WitWorld(Protocol):", "    pass"]
        out = {"wit_world/__init__": self.finish(self.heading(None, world), world),
               "wit_world/imports/__init__": self.header, "wit_world/exports/__init__": self.exports_package()}
        for interface in self.imported:
            out[f"wit_world/imports/{snake(interface.name)}"] = self.imports_module(interface)
        for interface in self.exported:
            if interface.definitions:
                body = [line for d in interface.definitions.values() for line in self.definition(d)]
                out[f"wit_world/exports/{snake(interface.name)}"] = self.finish(self.heading(interface, body), body)
        results = _RESULT_STUB if self.mode == "stubs" else "\nimport re" + _RESULT_TYPES
        out["componentize_py_types"] = self.header + results
        if self.mode == "standin":
            out["wit_world/_standin"] = self.header + _STANDIN
        return {path + self.suffix: text for path, text in out.items()}


_STANDIN = '''
from typing import NoReturn


def no_host(module: str, function: str) -> NoReturn:
    raise NotImplementedError(
        f"{module}.{function} has no host in a unit test: put a fake in its place first, such as"
        f" `wit_world.imports.{module}.{function} = fake`"
    )
'''


def generate(contract: Contract, header: str) -> dict[str, str]:
    out = {}
    for mode, folder in (("sandbox", "lib"), ("stubs", "stubs"), ("standin", "standin")):
        for path, text in _Writer(contract, header, mode).files().items():
            out[f"{folder}/{path}"] = text
    return out
