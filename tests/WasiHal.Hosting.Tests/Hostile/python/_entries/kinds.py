"""Does the deed of a case in everything that is not a poll."""

from wit_world import exports

import deed


class Dashboard(exports.Dashboard):
    def render(self, snapshot):
        return deed.deed()


class Display(exports.Display):
    def update(self, snapshot):
        deed.deed()


class Actions(exports.Actions):
    def list(self):
        return deed.deed()

    def invoke(self, name, arguments):
        return deed.deed()
