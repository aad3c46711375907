#!/usr/bin/env python3
"""Writes everything that repeats the WIT contract: the C glue, the Python packages and the host's function table.

    generate.py            writes the files
    generate.py --check    writes nothing; names the files that differ and ends with 1

Every generated file carries a digest: the SHA-256 of the bytes, one after the other, of wit/*.wit, of this file and of
witgen/*.py, each group sorted by name. So it can be told without Python that the files are up to date.
"""

import hashlib
import sys
from pathlib import Path

from witgen import c, csharp, model, python, wit

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[2]
TESTING = ROOT / "plugins" / "testing"
TABLE = HERE.parent / "Wasm" / "HostContract.g.cs"
MARK = "Generated from wit/ by src/WasiHal.Hosting/Python/generate.py; do not edit."


def outputs() -> dict[Path, str]:
    sources = sorted((ROOT / "wit").glob("*.wit"), key=lambda path: path.name)
    digest = hashlib.sha256()
    scripts = sorted((HERE / "witgen").glob("*.py"), key=lambda path: path.name)
    for path in [*sources, HERE / "generate.py", *scripts]:
        digest.update(path.read_bytes())
    header = f"{MARK}\nSources: sha256:{digest.hexdigest()}"
    contract = wit.parse(sources)
    texts = c.generate(contract, header) | python.generate(contract, header)
    return {place_of(name): text for name, text in texts.items()} | {TABLE: csharp.generate(contract, header)}


def place_of(name: str) -> Path:
    """Authors of plugins need the stand-in beside their plugins; the rest is the runtime's."""
    return TESTING / name.removeprefix("standin/") if name.startswith("standin/") else HERE / name


def left_over(wanted: dict[Path, str]) -> list[Path]:
    """Files that an earlier contract gave and this one does not."""
    folders = [HERE / "lib", HERE / "stubs", HERE / "glue", TESTING]
    return [path for folder in folders for path in sorted(folder.rglob("*"))
            if path.is_file() and path not in wanted and MARK.encode() in path.read_bytes()[:300]]


def main(arguments: list[str]) -> int:
    if arguments not in ([], ["--check"]):
        print(__doc__, file=sys.stderr)
        return 2
    try:
        wanted = outputs()
    except model.WitError as error:
        print(f"wit/{error}", file=sys.stderr)
        return 1
    differing = [path for path, text in wanted.items() if not path.is_file() or path.read_bytes() != text.encode()]
    stale = left_over(wanted)
    if arguments:
        for path in differing + stale:
            print(f"{path.relative_to(ROOT)} is not up to date: run generate.py", file=sys.stderr)
        return 1 if differing or stale else 0
    for path in differing:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(wanted[path].encode())
    for path in stale:
        path.unlink()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
