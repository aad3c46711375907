# Actions that are no list, of wrong types, or raise: the contract has no error here, so the list is empty.
# At: list
# Ends: fine

import itertools

from wit_world.exports.actions import Action

answers = itertools.cycle([None, 7, [7], [Action(1, 2, 3)], ["x"], {}, [Action("a", "b", "\udc80")]])


def deed():
    return next(answers)
