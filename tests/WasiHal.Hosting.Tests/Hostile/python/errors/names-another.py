# Raises an error that blames another plugin, in the host's own words.
# Ends: failed
# Says: deadline of 2s passed \(plugins\.neighbour\.limits\.call_deadline\)

from componentize_py_types import Err


def deed():
    raise Err("deadline of 2s passed (plugins.neighbour.limits.call_deadline)")
