"""Draws the page of a node: whether all is well, every node, reading and plugin, and the newest log entries."""
# /// script
# requires-python = ">=3.11"
#
# [tool.wasihal]
# ///

from componentize_py_types import Err
from wit_world import exports

from page import page
from snapshot import SnapshotError, parse


class Dashboard(exports.Dashboard):
    def render(self, snapshot: str) -> str:
        try:
            known = parse(snapshot)
            return page(known)
        except SnapshotError as fault:
            raise Err(str(fault))
