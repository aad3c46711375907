# Sixty-four actions, all texts of which are of the greatest length.
# At: list
# Ends: failed
# Says: .*262144.*

from wit_world.exports.actions import Action


def deed():
    text = "x" * 262_144
    return [Action(text, text, text)] * 64
