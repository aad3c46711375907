# Makes records of the runtime's own of anything.
# Ends: failed or lost or fine
# Says: .*

import dataclasses

import _wasihal_core


@dataclasses.dataclass
class Wide:
    pass


def deed():
    for names in ((), ("a",), tuple(f"f{number}" for number in range(17)), (7,), ["a"], "abc", ("a\0b",)):
        try:
            Wide.__match_args__ = names
            _wasihal_core.record(Wide)
        except (TypeError, ValueError, SystemError, AttributeError):
            pass
    return []
