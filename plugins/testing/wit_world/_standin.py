# Generated from wit/ by src/WasiHal.Hosting/Python/generate.py; do not edit.
# Sources: sha256:ef52d9258b3f885bb03bd7e456ee704e879aa8e052e8ecb2ece289d78bea5f5d

from typing import NoReturn


def no_host(module: str, function: str) -> NoReturn:
    raise NotImplementedError(
        f"{module}.{function} has no host in a unit test: put a fake in its place first, such as"
        f" `wit_world.imports.{module}.{function} = fake`"
    )
