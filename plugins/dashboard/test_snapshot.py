import json
import unittest

from snapshot import SnapshotError, parse
from test_tools import document, entry, node, plugin, reading, sensor, snapshot


class ParseTests(unittest.TestCase):
    def test_members_that_are_new_are_ignored(self):
        known = snapshot(new=1, nodes=[node(new=[])], readings=[reading(new={})])

        self.assertEqual(("hub", 21.5), (known.nodes[0].id, known.readings[0].value))

    def test_absent_is_none(self):
        known = snapshot(
            plugins=[plugin(memoryBytes=None, pollInterval=None)],
            logs=[entry(plugin=None, node=None)],
            nodes=[node(lastSeen=None)],
        )

        self.assertEqual(
            (None, None, None), (known.plugins[0].memory, known.plugins[0].poll_interval, known.plugins[0].error)
        )
        self.assertEqual((None, None), (known.logs[0].plugin, known.nodes[0].last_seen))

    def test_a_node_of_the_original_says_little(self):
        [known] = snapshot(nodes=[node(hal=None, version=None, outbox=None, lost=None, delivery={"missing": None})]).nodes

        self.assertEqual((False, 0, 0, 0, 0.0, None), (known.simulated, known.outbox, known.lost, known.missing, known.clock_ahead, known.problem))

    def test_values_keep_their_kind(self):
        values = [0, 0.0, False, True, "", -1.5]

        self.assertEqual(
            list(map(repr, values)),
            [repr(found.value) for found in snapshot(readings=[reading(value=value) for value in values]).readings],
        )

    def test_a_fault_names_its_place_and_what_is_needed(self):
        for changes, message in (
            ({"time": "yesterday"}, "snapshot.time is 'yesterday'; a time such as"),
            ({"time": "2026-03-01T12:00:00"}, "snapshot.time is '2026-03-01T12:00:00'; a time such as"),
            ({"nodes": None}, "snapshot.nodes is null; a list is needed"),
            ({"nodes": [1]}, "snapshot.nodes[0] is 1; an object is needed"),
            ({"readings": {}}, "snapshot.readings is an object; a list is needed"),
            ({"readings": [reading(), reading(quantity=5)]}, "snapshot.readings[1].quantity is 5; a text is needed"),
            (
                {"readings": [reading(value=None)]},
                "snapshot.readings[0].value is null; a finite number, a flag or a text is needed",
            ),
            ({"readings": [reading(value=[1])]}, "snapshot.readings[0].value is a list;"),
            ({"readings": [reading(value=float("inf"))]}, "snapshot.readings[0].value is inf;"),
            ({"readings": [reading(value=float("nan"))]}, "snapshot.readings[0].value is nan;"),
            ({"readings": [reading(stale=0)]}, "snapshot.readings[0].stale is 0; true or false is needed"),
            ({"plugins": [plugin(restarts=-1)]}, "snapshot.plugins[0].restarts is -1; a whole number from 0 is needed"),
            ({"plugins": [plugin(kinds="sensor")]}, "snapshot.plugins[0].kinds is 'sensor'; a list is needed"),
            ({"plugins": [plugin(lastError="x")]}, "snapshot.plugins[0].lastError is 'x'; an object is needed"),
            (
                {"plugins": [plugin(permissions={"refused": [{}]})]},
                "snapshot.plugins[0].permissions.refused[0].what is missing; a text is needed",
            ),
            (
                {"logs": [entry("x" * 99, time="y" * 99)]},
                "snapshot.logs[0].time is 'yyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyy…'; a time",
            ),
            (
                {"nodes": [node(clockAheadSeconds="1")]},
                "snapshot.nodes[0].clockAheadSeconds is '1'; a finite number is needed",
            ),
            ({"nodes": [node(delivery=[])]}, "snapshot.nodes[0].delivery is a list; an object is needed"),
            ({"sensors": [sensor(state=1)]}, "snapshot.sensors[0].state is 1; a text is needed"),
            ({"history": []}, "snapshot.history is a list; an object is needed"),
        ):
            with self.subTest(message=message), self.assertRaises(SnapshotError) as raised:
                snapshot(**changes)
            self.assertIn(message, str(raised.exception))

    def test_a_missing_member_is_named(self):
        for name in ("time", "node", "nodes", "readings", "plugins", "history", "logs"):
            broken = document()
            del broken[name]
            with self.subTest(name=name), self.assertRaisesRegex(
                SnapshotError, rf"snapshot(\.{name} is missing|\.{name} is null)"
            ):
                parse(json.dumps(broken))

    def test_no_json_is_told(self):
        for text in ("", "{", "[1,]", "\ud800"):
            with self.subTest(text=text[:9]), self.assertRaisesRegex(SnapshotError, "the snapshot is no JSON"):
                parse(text)
        self.assertRaisesRegex(SnapshotError, "snapshot is a list; an object is needed", parse, "[]")

    def test_history_of_no_shape_is_told_with_its_series(self):
        for points in (
            [1],
            [["2026-03-01T12:00:05Z"]],
            [["x", 1]],
            [["2026-03-01T12:00:05Z", None]],
            [["2026-03-01T12:00:05", 1]],
            ["ab"],
        ):
            with self.subTest(points=points), self.assertRaisesRegex(
                SnapshotError, r"snapshot.history\['a/b/c/d'\]\[0\] is not \[time, value\]"
            ):
                snapshot(history={"a/b/c/d": points}).history("a/b/c/d")

    def test_history_of_an_unknown_series_is_empty(self):
        self.assertEqual([], snapshot().history("a/b/c/d"))


if __name__ == "__main__":
    unittest.main()
