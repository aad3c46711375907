# Generated from wit/ by src/WasiHal.Hosting/Python/generate.py; do not edit.
# Sources: sha256:9c67743f9a24c2a7ecd6742bdfa94698fd06fb186d49ed7f0d99984588544c44

from typing import NoReturn


def no_host(module: str, function: str) -> NoReturn:
    raise NotImplementedError(
        f"{module}.{function} has no host in a unit test: put a fake in its place first, such as"
        f" `wit_world.imports.{module}.{function} = fake`"
    )
