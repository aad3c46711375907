"""Loads a plugin: imports its files from memory and makes the objects that the host calls. Not for plugins."""

import _imp
import codecs
import importlib.machinery
import importlib.util
import sys
import types
import warnings

import _wasihal_core
import _wasihal_errors
import _wasihal_output
from _wasihal_errors import LoadError
from wit_world import exports
from wit_world.imports.log import Level

# Per kind, in the contract's order: the class that a plugin defines, and the methods that the host calls.
KINDS = [(name, sorted(getattr(exports, name).__abstractmethods__)) for name in exports.__all__]

flush = _wasihal_output.flush
_files = {}
_entry = ""


class Loader:
    """Runs one module of the plugin, and gives tracebacks its source."""

    def __init__(self, path):
        self.path = path

    def create_module(self, spec):
        return None

    def exec_module(self, module):
        exec(_compile(self.path), module.__dict__)

    def get_source(self, name):
        return _decode(_files[self.path])

    def get_data(self, path):
        try:
            return _files[path]
        except KeyError:
            raise FileNotFoundError(2, "the plugin has no such file", path) from None


class Finder:
    """Finds the plugin's modules beside its entry. What the runtime has comes first, so that a plugin's file can
    neither replace a module of the standard library nor be taken for one."""

    root = ""

    def find_spec(self, name, path=None, target=None):
        parent, _, last = name.rpartition(".")
        folder = self.root
        if parent:
            if not path or not list(path)[0].startswith("plugin:"):
                return None
            folder = list(path)[0].removeprefix("plugin:")
        base = folder + last
        for candidate, package in ((f"{base}/__init__.py", True), (f"{base}.py", False)):
            if candidate in _files:
                return spec_of(name, candidate, f"{base}/" if package else None)
        if any(file.startswith(f"{base}/") and file.endswith(".py") for file in _files):
            spec = importlib.machinery.ModuleSpec(name, None, is_package=True)
            spec.submodule_search_locations = [f"plugin:{base}/"]
            return spec
        if not parent and name in sys.stdlib_module_names:
            message = f"{name} is part of Python's standard library but not of this runtime"
            raise ModuleNotFoundError(message, name=name)
        return None


def spec_of(name, path, folder=None):
    spec = importlib.machinery.ModuleSpec(name, Loader(path), origin=path, is_package=folder is not None)
    spec.has_location = True
    if folder is not None:
        spec.submodule_search_locations = [f"plugin:{folder}"]
    return spec


def _decode(data):
    """What importlib.util.decode_source answers, sooner for a file that says nothing about its encoding."""
    if not data.startswith(codecs.BOM_UTF8) and not any(b"coding" in line for line in data.split(b"\n", 2)[:2]):
        try:
            text = data.decode()
        except UnicodeDecodeError:
            pass  # that function knows what to say
        else:
            return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text
    return importlib.util.decode_source(data)


def _compile(path):
    """Code of a file, at optimisation level 0 so that its assertions stay; every fault names file and line."""
    data = _files[path]
    null = data.find(b"\0")
    if null >= 0:
        raise SyntaxError("source code cannot contain null bytes", (path, data.count(b"\n", 0, null) + 1, None, None))
    try:
        text = _decode(data)
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        message = f"byte 0x{data[error.start]:02x} is not {error.encoding} ({error.reason})"
        raise SyntaxError(message, (path, line, None, None)) from None
    except SyntaxError as error:
        raise SyntaxError(error.msg, (path, error.lineno or 1, None, None)) from None
    return compile(text, path, "exec", dont_inherit=True, optimize=0)


def load(files, entry):
    """Called by the host, once. Answers the numbers of the kinds that the plugin gives."""
    global _entry
    if _entry:
        raise LoadError("this instance has loaded a plugin already")
    _entry = entry
    _wasihal_core.begin()
    _files.update(files)
    if entry not in _files or not entry.endswith(".py"):
        raise LoadError(f"{entry} is not a Python file of the plugin")
    folder, _, stem = entry.removesuffix(".py").rpartition("/")
    if folder:
        _finder.root = f"{folder}/"
    if len(files) > 1:
        _warn_of_hidden(_finder.root, entry)
    name = f"{stem}_plugin" if _is_taken(stem) else stem
    module = sys.modules[name] = _entry_module(name)
    module.__loader__.exec_module(module)
    return _make_objects(module)


def _entry_module(name):
    """What importlib.util.module_from_spec makes, without the name of a file that would hold the compiled code."""
    module = types.ModuleType(name)
    module.__spec__ = spec = spec_of(name, _entry)
    module.__loader__ = spec.loader
    module.__file__ = _entry
    module.__package__ = ""
    return module


def _is_taken(name):
    if name in sys.modules or name in sys.builtin_module_names:
        return True
    return _imp.find_frozen(name) is not None


def _warn_of_hidden(root, entry):
    names = {}
    for path in _files:
        if path.startswith(root) and path.endswith(".py") and path != entry:
            names.setdefault(path.removeprefix(root).removesuffix(".py").partition("/")[0], path)
    for name, path in sorted(names.items()):
        if _is_taken(name):
            _wasihal_output.log(Level.WARNING, f"{path} is not imported: the runtime has a module named {name}")


def _make_objects(module):
    found = []
    for kind, (name, methods) in enumerate(KINDS):
        cls = vars(module).get(name)
        if not isinstance(cls, type) or cls is getattr(exports, name):
            continue
        instance = cls()
        for method in methods:
            if not callable(getattr(instance, method, None)):
                raise LoadError(f"{_entry}: the class {name} has no method {method}")
        _wasihal_core.set_target(kind, instance)
        found.append(kind)
    if not found:
        *others, last = [name for name, _ in KINDS]
        raise LoadError(
            f"{_entry} defines no class {', '.join(others)} or {last}: "
            f"a plugin gives at least one of them, such as `class Sensor(exports.Sensor)`"
        )
    return found


def describe(exception):
    return _wasihal_errors.describe(exception, _files, _entry if _entry in _files else "")


def _unraisable(unraisable):
    what = unraisable.err_msg or "Exception ignored"
    if unraisable.object is not None:
        what += f" in {unraisable.object!r}"
    _wasihal_output.log(Level.WARNING, f"{what}: {describe(unraisable.exc_value)}")


def _show_warning(message, category, filename, lineno, file=None, line=None):
    _wasihal_output.log(Level.WARNING, f"{filename}:{lineno}: {category.__name__}: {message}")


def log_failure(text):
    _wasihal_output.log(Level.ERROR, text)


def take_over():
    """Called last for the snapshot: from here on, output goes to the host, and imports come from the plugin. No path
    of the machine is looked at: there is none."""
    _wasihal_output.begin()
    sys.unraisablehook = _unraisable
    warnings.showwarning = _show_warning
    sys.meta_path[:] = [importlib.machinery.BuiltinImporter, importlib.machinery.FrozenImporter, _finder]


_finder = Finder()
_wasihal_output.prepare()
