# Generated from wit/ by src/WasiHal.Hosting/Python/generate.py; do not edit.
# Sources: sha256:a6b5406165f78444eb46fdd4a79947afa9f423d3cb8711f95e0a6ff6bd778ade

from typing import NoReturn


def no_host(module: str, function: str) -> NoReturn:
    raise NotImplementedError(
        f"{module}.{function} has no host in a unit test: put a fake in its place first, such as"
        f" `wit_world.imports.{module}.{function} = fake`"
    )
