# Generated from wit/ by src/WasiHal.Hosting/Python/generate.py; do not edit.
# Sources: sha256:be2113a6f141bb26d723f022a1fe466e0dca07f36bca658e637dd537970f32a7

from typing import NoReturn


def no_host(module: str, function: str) -> NoReturn:
    raise NotImplementedError(
        f"{module}.{function} has no host in a unit test: put a fake in its place first, such as"
        f" `wit_world.imports.{module}.{function} = fake`"
    )
