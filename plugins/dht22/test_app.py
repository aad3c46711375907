"""Needs the stand-in for wit_world on PYTHONPATH; without it these tests are skipped by name."""

import unittest
from unittest import mock

try:
    from componentize_py_types import Err
    from wit_world.exports.sensor import Measurement, Value_Flag, Value_Number
    from wit_world.imports import buzzer, climate, leds, log, settings, types

    import app
except ModuleNotFoundError as missing:
    raise unittest.SkipTest(f"{missing.name} is not on PYTHONPATH")

from comfort import BLUE, GREEN, RED

SETTINGS = {
    "pin": "4", "led": "1", "hot-at": "30", "cold-at": "15", "orange-above": "25", "temperature-dead-band": "2",
    "humid-at": "70", "dry-at": "25", "humidity-dead-band": "2",
}


class SensorTests(unittest.TestCase):
    def setUp(self):
        self.read = self.patch(climate, "read_dht")
        self.set = self.patch(leds, "set")
        self.show = self.patch(leds, "show")
        self.beep = self.patch(buzzer, "beep")
        self.log = self.patch(log, "write")
        self.settings = dict(SETTINGS)
        self.patch(settings, "get").side_effect = self.settings.get
        self.sensor = app.Sensor()

    def patch(self, module, name):
        patch = mock.patch.object(module, name)
        self.addCleanup(patch.stop)
        return patch.start()

    def poll(self, celsius, percent=50.0):
        self.read.side_effect = None
        self.read.return_value = (celsius, percent)
        return self.sensor.poll()

    def test_poll_reports_tenths_and_every_alarm(self):
        # The 32-bit numbers that are nearest to 35.1 and 65.2.
        measured = self.poll(35.099998474121094, 65.19999694824219)

        self.read.assert_called_once_with("4")
        self.assertEqual(
            [
                Measurement("dht22", "temperature", Value_Number(35.1), "Cel"),
                Measurement("dht22", "relative_humidity", Value_Number(65.2), "%"),
                Measurement("dht22", "alarm_hot", Value_Flag(True), ""),
                Measurement("dht22", "alarm_cold", Value_Flag(False), ""),
                Measurement("dht22", "alarm_humid", Value_Flag(False), ""),
                Measurement("dht22", "alarm_dry", Value_Flag(False), ""),
            ],
            measured,
        )

    def test_poll_shows_the_temperature_when_its_color_changes(self):
        for celsius in (20, 21, 31, 30, 29, 10):
            self.poll(celsius)

        self.assertEqual([mock.call(1, *GREEN), mock.call(1, *RED), mock.call(1, *BLUE)], self.set.mock_calls)
        self.assertEqual(3, self.show.call_count)

    def test_poll_beeps_once_for_each_new_hot_alarm(self):
        for celsius in (20, 30, 31, 29, 30, 27, 30, 10):
            self.poll(celsius)

        self.assertEqual([mock.call(3, 100, 100)] * 2, self.beep.mock_calls)

    def test_poll_follows_the_settings(self):
        self.settings.update({"pin": "door", "led": "7", "hot-at": "22", "orange-above": "18"})

        self.assertIn(Measurement("dht22", "alarm_hot", Value_Flag(True), ""), self.poll(22))
        self.read.assert_called_once_with("door")
        self.set.assert_called_once_with(7, *RED)

    def test_poll_without_an_answer_fails_with_what_to_check_and_goes_dark(self):
        self.poll(20)
        for fault, words in (
            (types.Error_Timeout(), "timeout; check its supply"),
            (types.Error_Bus(), "bus; the frame was damaged"),
            (types.Error_NotPresent(), "not-present; the board has no DHT22"),
            (types.Error_Denied("climate 4 is not granted"), "denied: climate 4 is not granted"),
        ):
            self.read.side_effect = Err(fault)
            with self.subTest(fault=fault), self.assertRaises(Err) as raised:
                self.sensor.poll()
            self.assertIn("no reading from the DHT22 on pin 4: " + words, raised.exception.value)

        self.assertEqual(mock.call(1, 0, 0, 0), self.set.mock_calls[-1])
        self.poll(20)
        self.assertEqual(mock.call(1, *GREEN), self.set.mock_calls[-1])

    def test_poll_a_fault_in_between_makes_no_alarm_new(self):
        self.poll(31)
        self.read.side_effect = Err(types.Error_Timeout())
        with self.assertRaises(Err):
            self.sensor.poll()
        self.poll(31)

        self.assertEqual(1, self.beep.call_count)

    def test_poll_tells_a_refused_led_and_buzzer_once_and_keeps_no_reading_back(self):
        self.set.side_effect = Err(types.Error_Denied("leds 1 is not granted"))
        self.beep.side_effect = Err(types.Error_NotPresent())
        for celsius in (31, 32, 20, 31):
            self.assertEqual(6, len(self.poll(celsius)))
        self.set.side_effect = self.beep.side_effect = None
        for celsius in (20, 31):
            self.poll(celsius)

        told = [(call.args[0], call.args[1]) for call in self.log.mock_calls]
        self.assertEqual(
            [
                (log.Level.WARNING, "LED 1 stays as it is: denied: leds 1 is not granted"),
                (log.Level.WARNING, "the buzzer stays as it is: not-present"),
                (log.Level.INFO, "LED 1 works again"),
                (log.Level.INFO, "the buzzer works again"),
            ],
            told,
        )

    def test_poll_fails_with_the_reason_when_a_setting_is_wrong(self):
        for key, value in (("led", "x"), ("hot-at", "warm"), ("hot-at", "10"), ("dry-at", None), ("humid-at", "nan")):
            self.settings.update(SETTINGS)
            self.settings[key] = value
            with self.subTest(key=key, value=value), self.assertRaises(Err) as raised:
                app.Sensor().poll()
            self.assertIn("a setting is wrong", raised.exception.value)


if __name__ == "__main__":
    unittest.main()
