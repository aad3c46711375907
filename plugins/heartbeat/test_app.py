"""Needs the stand-in for wit_world on PYTHONPATH; without it these tests are skipped by name."""

import unittest
from unittest import mock

try:
    from componentize_py_types import Err
    from wit_world.imports import leds, log, settings, types

    import app
except ModuleNotFoundError as missing:
    raise unittest.SkipTest(f"{missing.name} is not on PYTHONPATH")

from app import BLUE, CYAN


class SensorTests(unittest.TestCase):
    def setUp(self):
        self.set = self.patch(leds, "set")
        self.show = self.patch(leds, "show")
        self.write = self.patch(log, "write")
        self.get = self.patch(settings, "get")
        self.get.side_effect = {"led": "0"}.get
        self.sensor = app.Sensor()

    def patch(self, module, name):
        patch = mock.patch.object(module, name)
        self.addCleanup(patch.stop)
        return patch.start()

    def test_poll_is_blue_and_cyan_in_turn(self):
        for _ in range(4):
            self.assertEqual([], self.sensor.poll())

        self.assertEqual([mock.call(0, *color) for color in (BLUE, CYAN, BLUE, CYAN)], self.set.mock_calls)
        self.assertEqual(4, self.show.call_count)

    def test_poll_lights_the_led_of_the_setting(self):
        self.get.side_effect = {"led": "7"}.get

        self.sensor.poll()

        self.set.assert_called_once_with(7, *BLUE)

    def test_poll_tells_a_refused_led_once_and_its_recovery_once(self):
        refusal = "leds 0 is not granted: add 0 to plugins.heartbeat.permissions.leds"
        self.set.side_effect = Err(types.Error_Denied(refusal))
        for _ in range(3):
            self.assertEqual([], self.sensor.poll())
        self.set.side_effect = None
        self.sensor.poll()
        self.sensor.poll()

        levels = [call.args[0] for call in self.write.mock_calls]
        self.assertEqual([log.Level.WARNING, log.Level.INFO], levels)
        self.assertIn(refusal, self.write.mock_calls[0].args[1])

    def test_poll_tells_another_fault_of_the_led_again(self):
        for fault in (types.Error_NotPresent(), types.Error_NotPresent(), types.Error_Bus()):
            self.show.side_effect = Err(fault)
            self.sensor.poll()

        self.assertEqual(2, self.write.call_count)

    def test_poll_fails_with_the_reason_when_the_setting_is_wrong(self):
        for value in ("first", "-1", None):
            self.get.side_effect = {"led": value}.get
            with self.subTest(value=value), self.assertRaises(Err) as raised:
                app.Sensor().poll()
            self.assertIn("a setting is wrong: led is", raised.exception.value)
        self.set.assert_not_called()


if __name__ == "__main__":
    unittest.main()
