# Ten thousand actions.
# At: list
# Ends: failed
# Says: list gave 10000 actions, at most 64 are accepted

from wit_world.exports.actions import Action


def deed():
    return [Action("name", "Title", "")] * 10_000
