"""Needs the stand-in for wit_world on PYTHONPATH; without it these tests are skipped by name."""

import unittest
from unittest import mock

try:
    from componentize_py_types import Err
    from wit_world.exports.sensor import Measurement, Value_Flag, Value_Number
    from wit_world.imports import buzzer, leds, log, relays, settings, storage, system_info, types

    import app
except ModuleNotFoundError as missing:
    raise unittest.SkipTest(f"{missing.name} is not on PYTHONPATH")

from heat import ORANGE, RED

SETTINGS = {
    "led": "3", "orange-above": "60", "red-above": "90", "overheated-at": "80", "overheated-released-at": "75",
    "fan": "fan", "threshold-on": "40", "threshold-off": "28", "unknown-seconds": "60", "fan-beeps": "false",
}


class CoolingTests(unittest.TestCase):
    """The plugin with a relay, a buzzer and a storage."""

    def setUp(self):
        self.relay = {"fan": False}
        self.blobs = {}
        self.now = 1000.0
        self.celsius = None
        self.get = self.patch(relays, "get", self.relay.__getitem__)
        self.set = self.patch(relays, "set", self.relay.__setitem__)
        self.load = self.patch(storage, "get", self.blobs.get)
        self.store = self.patch(storage, "put", self.blobs.__setitem__)
        self.beep = self.patch(buzzer, "beep", None)
        self.light = self.patch(leds, "set", None)
        self.patch(leds, "show", None)
        self.log = self.patch(log, "write", None)
        self.patch(system_info, "cpu_temperature", lambda: self.celsius)
        for name in ("cpu_use", "memory_used", "memory_total", "uptime", "throttled"):
            self.patch(system_info, name, lambda: None)
        self.patch(app.time, "monotonic", lambda: self.now)
        self.settings = dict(SETTINGS)
        self.patch(settings, "get", self.settings.get)
        self.sensor = app.Sensor()

    def patch(self, module, name, effect):
        patch = mock.patch.object(module, name, side_effect=effect)
        self.addCleanup(patch.stop)
        return patch.start()

    def poll(self, celsius):
        self.celsius = celsius
        return {each.quantity: each.value.value for each in self.sensor.poll()}

    def test_poll_switches_the_fan_when_the_temperature_crosses_a_threshold(self):
        for celsius, expected in ((35, False), (40, True), (29, True), (28, False), (39, False)):
            with self.subTest(celsius=celsius):
                self.assertEqual(expected, self.poll(celsius)["fan"])
                self.assertEqual(expected, self.relay["fan"])
        self.assertEqual([mock.call("fan", True), mock.call("fan", False)], self.set.mock_calls)
        self.assertEqual([b"off", b"on", b"off"], [call.args[1] for call in self.store.mock_calls])

    def test_poll_reports_the_fan_as_a_flag_of_the_board(self):
        self.celsius = 50.0

        self.assertEqual(
            [
                Measurement("board", "cpu_temperature", Value_Number(50.0), "Cel"),
                Measurement("board", "fan", Value_Flag(True), ""),
                Measurement("board", "alarm_overheated", Value_Flag(False), ""),
            ],
            self.sensor.poll(),
        )

    def test_poll_after_a_restart_of_the_host_the_fan_is_as_it_was(self):
        # The relay is in its safe state; between the thresholds only the storage knows.
        self.blobs["fan"] = b"on"
        self.assertTrue(self.poll(35)["fan"])

        self.relay["fan"], self.blobs["fan"] = True, b"off"
        self.sensor = app.Sensor()
        self.assertFalse(self.poll(35)["fan"])

    def test_poll_after_a_restart_without_a_storage_the_relay_keeps_its_state(self):
        self.relay["fan"] = True

        self.assertTrue(self.poll(35)["fan"])
        self.set.assert_not_called()

    def test_poll_somebody_else_may_switch_between_the_thresholds_only(self):
        self.poll(35)
        self.relay["fan"] = True
        self.assertTrue(self.poll(35)["fan"])
        self.assertFalse(self.poll(20)["fan"])
        self.poll(50)
        self.relay["fan"] = False
        self.assertTrue(self.poll(45)["fan"])

    def test_poll_unknown_temperature_runs_the_fan_after_its_time(self):
        for seconds, expected in ((0, False), (59, False), (60, True)):
            self.now = 1000.0 + seconds
            with self.subTest(seconds=seconds):
                self.assertEqual({"fan": expected}, self.poll(None))
        self.assertFalse(self.poll(20)["fan"])

    def test_poll_beeps_when_the_fan_changes_if_it_is_to(self):
        self.poll(50)
        self.beep.assert_not_called()

        self.settings["fan-beeps"] = "true"
        self.sensor = app.Sensor()
        for celsius in (50, 20, 21, 45, 46):
            self.poll(celsius)
        self.assertEqual([mock.call(2, 150, 150), mock.call(3, 200, 200)], self.beep.mock_calls)

    def test_poll_without_a_fan_touches_no_relay(self):
        self.settings["fan"] = ""

        self.assertNotIn("fan", self.poll(50))
        self.get.assert_not_called()

    def test_poll_a_refused_relay_is_told_once_and_there_is_no_fan(self):
        for refusal in (types.Error_Denied("relays fan is not granted"), types.Error_NotPresent()):
            self.get.side_effect = Err(refusal)
            for _ in range(3):
                self.assertEqual({"cpu_temperature": 50, "alarm_overheated": False}, self.poll(50))
        self.get.side_effect = self.relay.__getitem__
        self.assertTrue(self.poll(50)["fan"])

        told = [call.args for call in self.log.mock_calls]
        self.assertEqual(
            [
                (log.Level.WARNING, "relay fan stays as it is: denied: relays fan is not granted"),
                (log.Level.WARNING, "relay fan stays as it is: not-present"),
                (log.Level.INFO, "relay fan works again"),
            ],
            told,
        )

    def test_poll_a_relay_that_does_not_switch_is_tried_again(self):
        self.set.side_effect = Err(types.Error_Bus())
        self.assertNotIn("fan", self.poll(50))
        self.set.side_effect = self.relay.__setitem__

        self.assertTrue(self.poll(50)["fan"])

    def test_poll_a_storage_that_fails_is_told_once_and_the_fan_goes_on(self):
        self.load.side_effect = self.store.side_effect = Err(types.Error_Other("the disk is full"))
        for celsius in (50, 20, 50):
            self.assertEqual(celsius == 50, self.poll(celsius)["fan"])

        self.assertEqual(
            [mock.call(log.Level.WARNING, "what is stored of the fan stays as it is: other: the disk is full")],
            self.log.mock_calls,
        )

    def test_poll_overheated_is_an_alarm_and_red(self):
        for celsius, expected in ((79, False), (80, True), (76, True), (75, False), (79, False)):
            with self.subTest(celsius=celsius):
                self.assertEqual(expected, self.poll(celsius)["alarm_overheated"])
        self.assertEqual([mock.call(3, *color) for color in (ORANGE, RED, ORANGE)], self.light.mock_calls)

    def test_poll_unknown_temperature_tells_no_alarm_and_ends_none(self):
        self.poll(85)

        self.assertNotIn("alarm_overheated", self.poll(None))
        self.assertTrue(self.poll(77)["alarm_overheated"])

    def test_poll_fails_with_the_reason_when_a_setting_is_wrong(self):
        wrong = {"threshold-on": "28", "threshold-off": "x", "overheated-at": "70", "unknown-seconds": "-1"}
        for key, value in wrong.items():
            self.settings.update(SETTINGS)
            self.settings[key] = value
            with self.subTest(key=key, value=value), self.assertRaises(Err) as raised:
                app.Sensor().poll()
            self.assertIn("a setting is wrong", raised.exception.value)


if __name__ == "__main__":
    unittest.main()
