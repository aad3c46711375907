"""Writes glue/contract.g.h and glue/contract.g.c: the canonical-ABI border of the shared Python runtime."""

from __future__ import annotations

from .abi import Layout, pascal, snake
from .model import Contract, Definition, Function, Interface, Type, WitError

LOADER = "loader"  # the host's own export: its types have no Python classes
_MAX_FLAT_PARAMETERS = 16
_LOWERED = {"bool", "f64", "string", "list", "record", "variant", "enum", "result"}


class _Types:
    """Collects one static `abi_type` for each type that crosses memory."""

    def __init__(self, contract: Contract):
        self.contract = contract
        self.code: list[str] = []
        self.names: dict[str, str] = {}

    def reference(self, interface: Interface, kind: Type | None) -> str:
        return "NULL" if kind is None else "&" + self.add(interface, kind)

    def add(self, interface: Interface, kind: Type) -> str:
        layout = Layout(self.contract, interface)
        name = self._name(layout, kind)
        if name in self.names:
            return name
        self.names[name] = name
        fields = {"kind": "ABI_" + self._kind(layout, kind), "size": str(layout.size(kind))}
        definition = layout.definition(kind)
        if definition is not None:
            self._definition(definition, layout, kind, name, fields)
        elif kind.name == "tuple":
            self._members(name, fields, [("", part, offset) for part, offset in
                                         zip(kind.arguments, layout.offsets(kind))], interface)
        elif kind.name in ("option", "result"):
            fields["payload"] = str(layout.payload(kind))
            fields["element"] = self.reference(interface, kind.arguments[0])
            if kind.name == "result":
                fields["error"] = self.reference(interface, kind.arguments[1])
        elif kind.name == "list" and not layout.is_bytes(kind):
            fields["element"] = self.reference(interface, kind.arguments[0])
            element = layout.definition(kind.arguments[0])
            fields["expected"] = f'"a list of {pascal(element.name) if element else kind.arguments[0].name}"'
        body = "\n".join(f"    .{key} = {value}," for key, value in fields.items())
        self.code.append(f"static abi_type {name} = {{\n{body}\n}};\n")
        return name

    def _definition(self, definition: Definition, layout: Layout, kind: Type, name: str, fields: dict) -> None:
        owner = self.contract.interfaces[definition.interface]
        fields["name"] = f'"{definition.name}"'
        exported = any(definition.interface in world.exports for world in self.contract.worlds.values())
        if definition.interface != LOADER:
            fields["module"] = f'"wit_world.{"exports" if exported else "imports"}.{snake(definition.interface)}"'
        inner = Layout(self.contract, owner)
        own = Type(definition.name)
        if definition.kind == "enum":
            fields["count"] = str(len(definition.members))
            fields["expected"] = f'"{pascal(definition.name)}"'
        elif definition.kind == "record":
            fields["expected"] = f'"{pascal(definition.name)}"'
            self._members(name, fields, [(snake(m.name), m.type, offset) for m, offset in
                                         zip(definition.members, inner.offsets(own))], owner)
        else:
            classes = [f"{pascal(definition.name)}_{pascal(m.name)}" for m in definition.members]
            fields["payload"] = str(inner.payload(own))
            fields["expected"] = '"' + ", ".join(classes[:-1]) + " or " + classes[-1] + '"'
            self._members(name, fields, [(c, m.type, 0) for c, m in zip(classes, definition.members)], owner)

    def _members(self, name: str, fields: dict, members: list, interface: Interface) -> None:
        fields["count"] = str(len(members))
        fields["members"] = f"{name}_members"
        rows = [f'    {{.name = "{label}", .type = {self.reference(interface, part)}, .offset = {offset}}},'
                for label, part, offset in members]
        self.code.append(f"static abi_member {name}_members[] = {{\n" + "\n".join(rows) + "\n};\n")

    def _kind(self, layout: Layout, kind: Type) -> str:
        definition = layout.definition(kind)
        return "BYTES" if layout.is_bytes(kind) else definition.kind.upper() if definition else kind.name.upper()

    def _name(self, layout: Layout, kind: Type) -> str:
        def text(part: Type | None) -> str:
            if part is None:
                return "unit"
            if layout.is_bytes(part):
                return "bytes"
            definition = layout.definition(part)
            if definition is not None:
                return f"{snake(definition.interface)}_{snake(definition.name)}"
            return "_".join([part.name] + [text(argument) for argument in part.arguments])
        return "type_" + text(kind)


def _check_lowered(layout: Layout, kind: Type | None, lists: int = 0) -> None:
    """The results of exports go through one buffer, so a list must not hold another."""
    if kind is None:
        return
    definition = layout.definition(kind)
    name = definition.kind if definition else kind.name
    lists += name == "list"
    if name not in _LOWERED or lists > 1:
        raise WitError(f"{kind.where}: the glue does not lower `{kind.name}` here; teach abi.c first")
    for part in layout.parts(kind) or layout.cases(kind) or kind.arguments:
        _check_lowered(layout, part, lists)


def _argument(layout: Layout, kind: Type, name: str, index: int, types: _Types) -> tuple:
    """For one parameter: declaration of the local, its conversion, C types and values of the core arguments."""
    value, given = f"arg_{name}", f"given[{index}]"
    if kind.name in ("u8", "u16", "u32"):
        return (f"uint32_t {value};", f'abi_unsigned("{name}", {given}, UINT{kind.name[1:]}_MAX, &{value})',
                ["uint32_t"], [value])
    if kind.name == "f64":
        return f"double {value};", f'abi_double("{name}", {given}, &{value})', ["double"], [value]
    if kind.name == "bool":
        return f"uint32_t {value};", f'abi_bool("{name}", {given}, &{value})', ["uint32_t"], [value]
    pair = (["const uint8_t *", "uint32_t"], [f"{value}.data", f"{value}.length"])
    if kind.name == "string":
        return f"abi_buffer {value} = {{0}};", f'abi_string("{name}", {given}, &{value})', *pair
    if layout.is_bytes(kind):
        return f"abi_buffer {value} = {{0}};", f'abi_bytes("{name}", {given}, &{value})', *pair
    if kind.name == "list" and kind.arguments[0].name == "u32":
        return f"abi_buffer {value} = {{0}};", f'abi_u32_list("{name}", {given}, &{value})', *pair
    definition = layout.definition(kind)
    if definition is not None and definition.kind == "enum":
        reference = types.reference(layout.interface, kind)
        return f"uint32_t {value};", f'abi_enum("{name}", {given}, {reference}, &{value})', ["uint32_t"], [value]
    raise WitError(f"{kind.where}: the glue takes no parameter of type `{kind.name}`; teach abi.c first")


def _import(contract: Contract, interface: Interface, function: Function, types: _Types) -> str:
    layout = Layout(contract, interface)
    symbol = f"{snake(interface.name)}_{snake(function.name)}"
    core = [flat for p in function.parameters for flat in layout.flat(p.type)]
    if len(core) > _MAX_FLAT_PARAMETERS:
        raise WitError(f"{function.where}: more than {_MAX_FLAT_PARAMETERS} core parameters; teach the generator")
    declared, converted, core_types, core_values, buffers = [], [], [], [], []
    for index, parameter in enumerate(function.parameters):
        local, conversion, kinds, values = _argument(layout, parameter.type, snake(parameter.name), index, types)
        declared.append(local)
        converted.append(conversion)
        core_types += kinds
        core_values += values
        if local.startswith("abi_buffer"):
            buffers.append(f"arg_{snake(parameter.name)}")
    flat = layout.flat(function.result)
    by_pointer = len(flat) > 1
    if flat and not by_pointer and function.result.name != "u32":
        raise WitError(f"{function.where}: the glue returns no `{function.result.name}` directly; teach it first")
    returns = "uint32_t" if flat and not by_pointer else "void"
    signature = ", ".join(core_types + (["uint8_t *"] if by_pointer else [])) or "void"
    out = [f'IMPORT("{contract.package}/{interface.name}@{contract.version}", "{function.name}")',
           f"{returns} import_{symbol}({signature});", "",
           f"static PyObject *call_{symbol}(PyObject *Py_UNUSED(module), PyObject *const *args, Py_ssize_t count,",
           "                                PyObject *keywords)", "{"]
    names = ", ".join(f'"{snake(p.name)}"' for p in function.parameters)
    size = len(function.parameters)
    if size:
        out += [f"    static const char *const names[] = {{{names}}};", f"    PyObject *given[{size}];"]
    out += [f"    {line}" for line in declared]
    if by_pointer:
        out.append(f"    _Alignas(8) uint8_t area[{layout.size(function.result)}];")
    given = ("names", "given") if size else ("NULL", "NULL")
    bind = f'abi_bind("{snake(function.name)}", {given[0]}, {size}, args, count, keywords, {given[1]})'
    conditions = "\n        && ".join(f"{call} == 0" for call in [bind] + converted)
    call = f"import_{symbol}({', '.join(core_values + (['area'] if by_pointer else []))})"
    out += ["    PyObject *result = NULL;", f"    if ({conditions}) {{"]
    if by_pointer:
        reference = types.reference(interface, function.result)
        out += [f"        {call};", f"        result = abi_return({reference}, area);"]
    elif flat:
        out.append(f"        result = PyLong_FromUnsignedLong({call});")
    else:
        out += [f"        {call};", "        result = Py_NewRef(Py_None);"]
    out += ["    }"] + [f"    abi_release(&{name});" for name in buffers] + ["    return result;", "}", ""]
    return "\n".join(out)


def _module(interface: Interface) -> str:
    name = snake(interface.name)
    rows = [f'    {{"{snake(f.name)}", (PyCFunction)(void (*)(void))call_{name}_{snake(f.name)},'
            " METH_FASTCALL | METH_KEYWORDS, NULL}," for f in interface.functions]
    return "\n".join([
        f"static PyMethodDef {name}_methods[] = {{", *rows, "    {NULL, NULL, 0, NULL},", "};", "",
        f"static struct PyModuleDef {name}_module = {{",
        f'    PyModuleDef_HEAD_INIT, .m_name = "_wasihal_{name}", .m_methods = {name}_methods,', "};", "",
        f"static PyObject *init_{name}(void)", "{", f"    return PyModuleDef_Init(&{name}_module);", "}", ""])


def _export(contract: Contract, interface: Interface, function: Function, target: int, types: _Types) -> str:
    layout = Layout(contract, interface)
    if len(layout.flat(function.result)) < 2:
        raise WitError(f"{function.where}: the glue returns results of exports in memory only; teach it first")
    _check_lowered(layout, function.result)
    symbol = f"{snake(interface.name)}_{snake(function.name)}"
    path = f"{contract.package}/{interface.name}@{contract.version}#{function.name}"
    taken, signature = [], []
    for index, parameter in enumerate(function.parameters):
        if layout.flat(parameter.type) != ["i32", "i32"]:
            raise WitError(f"{function.where}: the glue takes strings and lists only; teach it first")
        name = f"arg_{snake(parameter.name)}"
        signature += [f"uint32_t {name}", f"uint32_t {name}_length"]
        taken.append(f"abi_take({types.reference(interface, parameter.type)}, {name}, {name}_length)")
    count = len(taken)
    listed = "".join(f"\n        {line}," for line in taken)
    arguments = f"    PyObject *arguments[] = {{{listed}\n    }};\n" if count else ""
    return "\n".join([
        f"static contract_export export_{symbol} = {{",
        f"    .target = {target},",
        f'    .name = "{snake(function.name)}",',
        f"    .result = {types.reference(interface, function.result)},",
        "};", "",
        f'EXPORT("{path}")', f"uint8_t *call_export_{symbol}(", f"    {', '.join(signature) or 'void'})", "{",
        f"{arguments}    return contract_call(&export_{symbol}, {'arguments' if count else 'NULL'}, {count});", "}", "",
        f'EXPORT("cabi_post_{path}")', f"void post_export_{symbol}(uint8_t *Py_UNUSED(area))", "{",
        "    contract_post();", "}", ""])


def generate(contract: Contract, header: str) -> dict[str, str]:
    world = contract.world("python-runtime")
    types = _Types(contract)
    imports = [contract.interfaces[name] for name in dict.fromkeys(world.imports)]
    kinds = [name for name in world.exports if name != LOADER]
    listed = [m.name for m in contract.interfaces[LOADER].definitions["kind"].members]
    if listed != kinds:
        raise WitError(f"loader.kind lists {listed}, but the world python-runtime exports {kinds}")
    calls = [_import(contract, interface, f, types) for interface in imports for f in interface.functions]
    modules = [_module(interface) for interface in imports]
    exports, symbols, largest = [], [], 0
    for target, name in enumerate(kinds + [LOADER]):
        interface = contract.interfaces[name]
        for function in interface.functions:
            exports.append(_export(contract, interface, function, target, types))
            symbols.append(f"export_{snake(name)}_{snake(function.name)}")
            largest = max(largest, Layout(contract, interface).size(function.result))
    comment = "\n".join(" * " + line for line in header.splitlines())
    top = f"/*\n{comment}\n */\n"
    heading = f"""{top}#ifndef WASIHAL_CONTRACT_H
#define WASIHAL_CONTRACT_H

#include "abi.h"
#include "exports.h"

#define CONTRACT_KINDS {len(kinds)} /* interfaces that a plugin may give; the target after them is the loader */
#define CONTRACT_AREA {largest}  /* bytes of the largest result of an export */

extern struct _inittab contract_inittab[];
extern abi_type *const contract_types[];
extern contract_export *const contract_exports[];

#endif
"""
    tables = ["struct _inittab contract_inittab[] = {",
              *[f'    {{"_wasihal_{snake(i.name)}", init_{snake(i.name)}}},' for i in imports],
              "    {NULL, NULL},", "};", "", "abi_type *const contract_types[] = {",
              *[f"    &{name}," for name in types.names], "    NULL,", "};", "",
              "contract_export *const contract_exports[] = {",
              *[f"    &{name}," for name in symbols], "    NULL,", "};", ""]
    source = "\n".join([top + '#include "contract.g.h"', "", *types.code, *calls, *modules, *exports, *tables])
    return {"glue/contract.g.h": heading, "glue/contract.g.c": source}
