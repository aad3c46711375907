# An action with a name of 5 MB.
# At: list
# Ends: failed
# Says: .* 262144 .*|.* 5000000 bytes .*

from wit_world.exports.actions import Action


def deed():
    return [Action("x" * 5_000_000, "", "")]
