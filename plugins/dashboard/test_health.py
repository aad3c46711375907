import unittest

from health import judge
from test_tools import at, node, plugin, reading, sensor, snapshot

ERROR = {"time": at(4), "message": "no answer", "detail": ""}
REFUSED = {
    "asked": [],
    "granted": [],
    "refused": [{"what": "i2c 1:0x3c", "count": 2, "key": "plugins.oled.permissions.i2c"}],
}


class JudgeTests(unittest.TestCase):
    def headline(self, **changes) -> tuple[str, str]:
        verdict = judge(snapshot(**changes))
        return verdict.tone, verdict.headline

    def test_each_state_has_its_headline(self):
        silent = reading(stale=True, time=at(300))
        for headline, changes in (
            (("good", "All is well"), {}),
            (("quiet", "Waiting for the first readings"), {"readings": []}),
            (("bad", "1 alarm"), {"readings": [reading("alarm_hot", True, "")]}),
            (
                ("bad", "2 alarms"),
                {"readings": [reading("alarm_hot", True, ""), reading("alarm_humid", True, "", stale=True)]},
            ),
            (("good", "All is well"), {"readings": [reading("alarm_hot", False, ""), reading("alarmist", True, "")]}),
            (("good", "All is well"), {"readings": [reading("alarm_level", 3, "1"), reading("alarm_text", "yes", "")]}),
            (("warn", "1 sensor is silent"), {"readings": [silent, {**silent, "quantity": "pressure"}]}),
            (("warn", "2 sensors are silent"), {"readings": [silent, {**silent, "sensor": "other"}]}),
            (("bad", "1 node is offline"), {"nodes": [node(state="offline")], "readings": [silent]}),
            (("warn", "1 node is silent"), {"nodes": [node(state="stale")], "readings": [silent]}),
            (("warn", "1 plugin is in trouble"), {"plugins": [plugin(lastError=ERROR)]}),
            (("warn", "1 plugin is in trouble"), {"plugins": [plugin(state="backing-off")]}),
            (
                ("bad", "2 plugins are in trouble"),
                {"plugins": [plugin("a", state="parked"), plugin("b", lastError=ERROR)]},
            ),
            (("good", "All is well"), {"plugins": [plugin(state="disabled"), plugin("b", state="loading")]}),
            (("warn", "1 plugin lacks a permission"), {"plugins": [plugin(permissions=REFUSED)]}),
            (("warn", "1 node has lost readings"), {"nodes": [node(lost=3)]}),
            (("warn", "1 node has lost readings"), {"nodes": [node(delivery={"missing": 3})]}),
            (("good", "All is well"), {"nodes": [node(delivery={"missing": None}, clockAheadSeconds=29.9, problem=None)]}),
            (("warn", "1 clock is wrong"), {"nodes": [node(clockAheadSeconds=-30)]}),
            (("bad", "1 node is refused"), {"nodes": [node(problem="two machines")]}),
            (("warn", "1 sensor is missing"), {"sensors": [sensor()]}),
            (("good", "All is well"), {"sensors": [sensor(state="present"), sensor(state="stale")]}),
            (
                ("warn", "1 sensor is missing"),
                {"readings": [silent], "sensors": [sensor("bme680", sensor="bme680", lastSeen=at(300))]},
            ),
            (
                ("bad", "1 plugin is in trouble"),
                {"plugins": [plugin("dht22", state="parked")], "sensors": [sensor()]},
            ),
        ):
            with self.subTest(headline=headline, changes=changes):
                self.assertEqual(headline, self.headline(**changes))

    def test_the_worst_comes_first_and_nothing_is_lost(self):
        verdict = judge(
            snapshot(
                nodes=[node(), node("far", state="offline")],
                readings=[reading(stale=True), reading("alarm_bad_air", True, "", sensor="nose")],
                plugins=[plugin(state="parked", lastError=ERROR, permissions=REFUSED)],
            )
        )

        self.assertEqual("1 alarm", verdict.headline)
        self.assertEqual(
            "1 node is offline · 1 sensor is silent · 1 plugin is in trouble · 1 plugin lacks a permission",
            verdict.more,
        )
        self.assertEqual(
            ["alarm", "offline", "silent", "ill", "refused"], [problem.kind for problem in verdict.problems]
        )
        self.assertEqual(("Bad air", "bme680 nose on hub"), (verdict.problems[0].what, verdict.problems[0].where))


if __name__ == "__main__":
    unittest.main()
