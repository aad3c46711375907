import json
import unittest

from snapshot import parse


def reading(quantity, value, node="hub", plugin="p", sensor="s", stale=False, **more):
    return {
        "node": node,
        "plugin": plugin,
        "sensor": sensor,
        "quantity": quantity,
        "value": value,
        "unit": "",
        "stale": stale,
        "time": "2026-03-01T12:00:00.000Z",
        **more,
    }


def snapshot(*readings, node="hub", **more):
    return parse(json.dumps({"time": "2026-03-01T12:00:05.250Z", "node": node, "readings": readings, **more}))


class ParseTests(unittest.TestCase):
    def test_what_is_no_snapshot_says_why(self):
        for text, why in (
            ("", "it is not JSON"),
            ("{", "it is not JSON"),
            ("[" * 100_000, "it is not JSON: its brackets"),
            ('{"a":' * 50_000 + "1" + "}" * 50_000, "or are nested more than 16 deep"),
            ("[]", "it is not a JSON object"),
            ("null", "it is not a JSON object"),
            ('{"readings": {}}', "readings is not a list"),
            ('{"nodes": "hub"}', "nodes is not a list"),
            ('{"plugins": 3}', "plugins is not a list"),
            ('{"history": []}', "history is not an object"),
        ):
            with self.subTest(text=text[:20]), self.assertRaisesRegex(ValueError, why):
                parse(text)

    def test_brackets_within_a_text_are_no_nesting(self):
        name = '[{"\\' * 100

        self.assertEqual(name, snapshot(node=name).node)

    def test_members_that_are_missing_or_null_are_empty(self):
        members = ("time", "node", "nodes", "readings", "plugins", "history")
        for document in ({}, dict.fromkeys(members)):
            known = parse(json.dumps(document))
            self.assertEqual((None, "", (), (), (), {}), tuple(vars(known).values()))

    def test_entries_that_lack_what_they_are_about_are_left_out(self):
        known = snapshot(
            *(3, None, [], {}, {"quantity": "temperature", "value": 1}),
            *(reading(5, 1), reading("a", None), reading("b", [1]), reading("c", {"x": 1})),
            reading("temperature", 20),
            nodes=[{"id": "hub"}, {"state": "online"}, 7],
            plugins=[{"id": "p"}, {"id": "q", "node": "hub", "state": "running"}],
        )

        self.assertEqual(["temperature"], [found.quantity for found in known.readings])
        self.assertEqual([("hub", "")], [(node.id, node.state) for node in known.nodes])
        self.assertEqual(["q"], [plugin.id for plugin in known.plugins])

    def test_numbers_that_are_none_are_left_out(self):
        text = '{"readings": [%s]}' % ", ".join(
            json.dumps(reading("x", "VALUE")).replace('"VALUE"', number)
            for number in ("NaN", "Infinity", "-Infinity", "1e999", "1" + "0" * 400)
        )

        self.assertEqual((), parse(text).readings)

    def test_a_reading_is_fresh_only_when_the_snapshot_says_so(self):
        known = snapshot(*(reading("a", 1, stale=stale) for stale in (False, True, None, "no")))

        self.assertEqual([False, True, True, True], [found.stale for found in known.readings])

    def test_age_is_the_time_since_it_was_measured(self):
        times = ("2026-03-01T12:00:00Z", "2026-03-01T12:00:00", "2026-03-01T13:00:00Z", "yesterday", 5)

        known = snapshot(*(reading("a", 1, time=time) for time in times))

        self.assertEqual([5.25, 5.25, 0.0, None, None], [known.age(found) for found in known.readings])

    def test_times_at_the_end_of_the_calendar_are_no_fault(self):
        for time in ("0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-14:00", "0001-01-01T00:00:00"):
            snapshot(reading("a", 1, time=time))

    def test_history_keeps_the_points_that_are_numbers(self):
        early, late = "2026-03-01T12:00:00.000Z", "2026-03-01T12:00:30Z"
        points = [[early, 1], ["x", 2], [], None, [late, "no"], [late, 3]]

        known = snapshot(reading("a", 1), reading("b", 1), history={"hub/p/s/a": points, "hub/p/s/b": "none"})
        found = known.points(known.readings[0])

        self.assertEqual([1.0, 3.0], [value for _, value in found])
        self.assertEqual(30.0, found[1][0] - found[0][0])
        self.assertEqual([], known.points(known.readings[1]))


class FindTests(unittest.TestCase):
    def test_find_prefers_this_node(self):
        known = snapshot(reading("temperature", 1, node="spoke"), reading("temperature", 2, node="hub"))

        self.assertEqual(2, known.find("temperature").value)
        self.assertEqual(1, snapshot(reading("temperature", 1, node="spoke")).find("temperature").value)
        self.assertIsNone(known.find("pressure"))

    def test_find_prefers_a_fresh_one_of_several(self):
        known = snapshot(reading("temperature", 1, sensor="a", stale=True), reading("temperature", 2, sensor="b"))

        self.assertEqual(2, known.find("temperature").value)

    def test_find_beside_another_stays_with_its_sensor_then_with_its_node(self):
        temperature = reading("temperature", 1, node="spoke", sensor="b")
        humidities = [
            reading("relative_humidity", 2, node="hub", sensor="b"),
            reading("relative_humidity", 3, node="spoke", sensor="a"),
            reading("relative_humidity", 4, node="spoke", sensor="b", stale=True),
        ]
        for count, expected in ((3, 4), (2, 3), (1, 2)):
            known = snapshot(temperature, *humidities[:count])
            self.assertEqual(expected, known.find("relative_humidity", known.find("temperature")).value)

    def test_find_takes_no_flag_and_no_text_for_a_number(self):
        self.assertIsNone(snapshot(reading("temperature", True), reading("temperature", "21")).find("temperature"))

    def test_flag_is_of_its_node_and_a_flag(self):
        known = snapshot(reading("fan", 1), reading("fan", False, sensor="b"), reading("fan", True, node="spoke"))

        self.assertIs(False, known.flag("fan", "hub").value)
        self.assertIsNone(known.flag("fan", "attic"))

    def test_alarms_are_those_that_are_on(self):
        known = snapshot(
            reading("alarm_hot", True),
            reading("alarm_cold", False),
            reading("alarm_text", "true"),
            reading("alarm_number", 1),
            reading("alarm_gone", True, stale=True),
        )

        self.assertEqual(["alarm_hot", "alarm_gone"], [alarm.quantity for alarm in known.alarms()])


if __name__ == "__main__":
    unittest.main()
