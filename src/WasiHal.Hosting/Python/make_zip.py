"""Packs the standard library and the runtime's own packages into one archive that is the same on every machine.

Usage: make_zip.py ARCHIVE FOLDER...

The entries are stored (the snapshot is made without zlib), dated alike and sorted; a file of a later folder takes the
place of one of the same name.
"""
import os
import sys
import zipfile

# Parts of the standard library that a plugin has no use for, and what builds leave behind.
LEFT_OUT = {"__pycache__", "ensurepip", "idlelib", "lib2to3", "pydoc_data", "site-packages", "test", "tkinter",
            "turtledemo"}


def sources(folder):
    for directory, folders, files in os.walk(folder):
        folders[:] = [name for name in folders if name not in LEFT_OUT]
        for name in files:
            if name.endswith(".py"):
                path = os.path.join(directory, name)
                yield os.path.relpath(path, folder).replace(os.sep, "/"), path


def main():
    archive, *folders = sys.argv[1:]
    entries = {}
    for folder in folders:
        entries.update(sources(folder))
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_STORED) as target:
        for name in sorted(entries):
            with open(entries[name], "rb") as file:
                target.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), file.read())


if __name__ == "__main__":
    main()
