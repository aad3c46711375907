"""Needs the stand-in for wit_world on PYTHONPATH; without it these tests are skipped by name."""

import unittest
from unittest import mock

try:
    from componentize_py_types import Err
    from wit_world.exports.sensor import Measurement, Value_Flag, Value_Number
    from wit_world.imports import leds, log, settings, system_info, types

    import app
except ModuleNotFoundError as missing:
    raise unittest.SkipTest(f"{missing.name} is not on PYTHONPATH")

from heat import GREEN, RED

SETTINGS = {"led": "3", "orange-above": "60", "red-above": "75"}
SYSTEM = ("cpu_temperature", "cpu_use", "memory_used", "memory_total", "uptime", "throttled")


class SensorTests(unittest.TestCase):
    def setUp(self):
        self.system = self.patch(system_info, SYSTEM)
        for function in self.system.values():
            function.return_value = None
        self.leds = self.patch(leds, ("set", "show"))
        self.log = self.patch(log, ("write",))["write"]
        self.settings = dict(SETTINGS)
        self.patch(settings, ("get",))["get"].side_effect = self.settings.get
        self.sensor = app.Sensor()

    def patch(self, module, names):
        patches = {name: mock.patch.object(module, name) for name in names}
        for patch in patches.values():
            self.addCleanup(patch.stop)
        return {name: patch.start() for name, patch in patches.items()}

    def test_poll_reports_everything_with_its_unit(self):
        for name, value in zip(SYSTEM, (48.2, 12.5, 1024, 4096, 99.5, False)):
            self.system[name].return_value = value

        self.assertEqual(
            [
                Measurement("board", "cpu_temperature", Value_Number(48.2), "Cel"),
                Measurement("board", "cpu_use", Value_Number(12.5), "%"),
                Measurement("board", "memory_used", Value_Number(1024.0), "By"),
                Measurement("board", "memory_total", Value_Number(4096.0), "By"),
                Measurement("board", "uptime", Value_Number(99.5), "s"),
                Measurement("board", "throttled", Value_Flag(False), ""),
            ],
            self.sensor.poll(),
        )

    def test_poll_leaves_out_what_is_unknown_and_keeps_zero(self):
        self.system["cpu_use"].return_value = 0.0

        self.assertEqual([Measurement("board", "cpu_use", Value_Number(0.0), "%")], self.sensor.poll())
        self.leds["set"].assert_not_called()

    def test_poll_shows_the_temperature_when_its_color_changes(self):
        for celsius in (50, 51, 80):
            self.system["cpu_temperature"].return_value = celsius
            self.sensor.poll()

        self.assertEqual([mock.call(3, *GREEN), mock.call(3, *RED)], self.leds["set"].mock_calls)
        self.assertEqual(2, self.leds["show"].call_count)

    def test_poll_goes_dark_when_the_temperature_becomes_unknown(self):
        for celsius in (50, None):
            self.system["cpu_temperature"].return_value = celsius
            self.sensor.poll()

        self.assertEqual(mock.call(3, 0, 0, 0), self.leds["set"].mock_calls[-1])

    def test_poll_tells_a_refused_led_once_and_its_recovery_once(self):
        self.system["cpu_temperature"].return_value = 50.0
        refusals = (types.Error_Denied("leds 3 is not granted"), types.Error_NotPresent())
        for refusal in refusals:
            self.leds["set"].side_effect = Err(refusal)
            for _ in range(3):
                self.assertEqual(1, len(self.sensor.poll()))
        self.leds["set"].side_effect = None
        self.sensor.poll()
        self.sensor.poll()

        levels = [call.args[0] for call in self.log.mock_calls]
        self.assertEqual([log.Level.WARNING, log.Level.WARNING, log.Level.INFO], levels)
        self.assertIn("leds 3 is not granted", self.log.mock_calls[0].args[1])

    def test_poll_retries_a_show_that_failed(self):
        self.system["cpu_temperature"].return_value = 50.0
        self.leds["show"].side_effect = [Err(types.Error_Bus()), None]

        self.sensor.poll()
        self.sensor.poll()

        self.assertEqual(2, self.leds["show"].call_count)

    def test_poll_fails_with_the_reason_when_a_setting_is_wrong(self):
        for key, value in (("led", "first"), ("red-above", "hot"), ("red-above", "10"), ("orange-above", None)):
            self.settings.update(SETTINGS)
            self.settings[key] = value
            with self.subTest(key=key, value=value), self.assertRaises(Err) as raised:
                app.Sensor().poll()
            self.assertIn("a setting is wrong", raised.exception.value)


if __name__ == "__main__":
    unittest.main()
