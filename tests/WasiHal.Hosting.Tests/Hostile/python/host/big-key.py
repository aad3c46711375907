# Asks for a setting with a name of 5 MB.
# Ends: lost
# Says: .*a text or list of 5000000 bytes is longer than 262144 \(plugins\.ID\.limits\.text_bytes\).*

from wit_world.imports import settings


def deed():
    settings.get("k" * 5_000_000)
    return []
