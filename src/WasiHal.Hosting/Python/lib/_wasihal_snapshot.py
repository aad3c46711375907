"""What is done in Python for the snapshot, after the imports and before it is taken. No plugin finds this module."""

import gc
import importlib
import linecache
import logging
import re
import sys
import traceback
import types
import warnings
import weakref
import zipimport

import _wasihal
import _wasihal_core
import _wasihal_errors
import _wasihal_output

# More often than CPython needs to settle how it runs an instruction, also for those that fail a few times before.
ROUNDS = 40

FILES = {
    "warm_up.py": b'''# A line that is not ASCII: \xc2\xb0C
"""A plugin such as many are, loaded for practice."""
import json
import logging
import time
from dataclasses import dataclass

from componentize_py_types import Err
from wit_world import exports
from wit_world.exports.actions import Action
from wit_world.exports.sensor import Measurement, Value_Flag, Value_Number, Value_Text
from wit_world.imports import i2c

import warm_package
from warm_helper import double
from warm_package.inner import NAME

ADDRESS, SCALE = 0x76, 1 / 16384.0


@dataclass
class Settings:
    name: str
    factor: float = 2.0


class Sensor(exports.Sensor):
    def __init__(self):
        self.settings = Settings(NAME)
        self.count = 0

    def poll(self):
        self.count += 1
        raw = bytes(range(8))
        value = ((raw[0] << 12) | (raw[1] << 4) | (raw[2] >> 4)) * SCALE * self.settings.factor
        if value > 1e6:
            raise Err(f"{value} is out of range")
        return [
            Measurement(self.settings.name, "temperature", Value_Number(value), "Cel"),
            Measurement(self.settings.name, "state", Value_Text("on"), ""),
            Measurement(self.settings.name, "ready", Value_Flag(True), ""),
        ]


class Dashboard(exports.Dashboard):
    def render(self, snapshot):
        return "<p>%s</p>" % json.loads(snapshot)["name"]


class Display(exports.Display):
    def update(self, snapshot):
        logging.info("seen %s", snapshot)


class Actions(exports.Actions):
    def list(self):
        return [Action("reset", "Reset", "{}")]

    def invoke(self, name, arguments):
        print(name, json.dumps(json.loads(arguments)))
        return ""


def fail(values):
    return values["missing"]


def import_missing():
    import numpy
''',
    "warm_helper.py": b"def double(value):\n    return 2 * value\n",
    "warm_package/__init__.py": b"",
    "warm_package/inner.py": b"from . import __name__ as parent\n\nNAME = parent\n",
}
BROKEN = {"warm_up.py": b"def broken(:\n    pass\n"}


def finish():
    _import_mock()
    _forget_files()
    output = sys.stderr
    try:
        _wasihal.take_over()
        _warm_up()
    except Exception:  # nobody reads what is written to sys.stderr now
        traceback.print_exc(file=output)
        raise


def _import_mock():
    """unittest.mock wants asyncio for one mark that it puts on its asynchronous objects, and is given just that."""
    mark = types.SimpleNamespace(_is_coroutine=object())
    asyncio = sys.modules["asyncio"] = types.ModuleType("asyncio")
    asyncio.coroutines = mark
    importlib.import_module("unittest.mock")
    del sys.modules["asyncio"]


def _forget_files():
    """The library's files are gone at run time: forget where they were, so that nothing looks for them. Output goes to
    the host line by line, although it is no terminal."""
    sys.stdout.reconfigure(line_buffering=True)
    re.purge()
    library = sys.path[0]
    zipimport._zip_directory_cache.clear()
    zipimport._zip_directory_cache[library] = {}
    sys.path.clear()
    sys.path_importer_cache.clear()
    linecache.clearcache()


def _warm_up():
    """Loads and calls a plugin until CPython has settled how it runs that code. It writes what it settles into the
    code, and what is in the snapshot already, no plugin's instance has to write and to keep a page for."""
    modules, start, write = set(sys.modules), logging._startTime, _wasihal_output.write
    _wasihal_output.write = _wasihal_core.discard
    for files in [FILES, BROKEN] * ROUNDS:
        plugin = _practise(files) or plugin
        _undo(modules)
    _wasihal_output.write = write
    logging._startTime = start
    gc.collect()
    if plugin() is not None:
        raise RuntimeError(f"the practice plugin is still held by {gc.get_referrers(plugin())}")


def _undo(modules):
    """Forgets all that loading and running the plugin left behind."""
    for name in set(sys.modules) - modules:
        del sys.modules[name]
    _wasihal._entry = ""
    _wasihal._files.clear()
    for kind in range(len(_wasihal.KINDS)):
        _wasihal_core.set_target(kind, None)
    linecache.clearcache()
    logging.root.manager._clear_cache()


def _practise(files):
    """One life of a plugin; a weak reference to one of its classes, to see that nothing stays."""
    try:
        _wasihal.load(dict(files), "warm_up.py")
    except SyntaxError as error:
        _wasihal.describe(error)
        return None
    plugin = sys.modules["warm_up"]
    sensor = plugin.Sensor()
    for _ in range(4):
        sensor.poll()
    plugin.Dashboard().render('{"name": "a", "values": [1, 2.5, null]}')
    plugin.Display().update("{}")
    plugin.Actions().list()
    plugin.Actions().invoke("reset", "{}")
    _wasihal.flush()
    for call in (lambda: plugin.fail({}), plugin.import_missing):
        _describe(call)
    warnings.showwarning("practice", UserWarning, "warm_up.py", 1)
    return weakref.ref(plugin.Sensor)


def _describe(call):
    try:
        call()
    except Exception as error:
        _wasihal.describe(error)
        logging.exception("practice")
