"""Needs the stand-in for wit_world on PYTHONPATH; without it these tests are skipped by name."""

import unittest
from unittest import mock

try:
    from componentize_py_types import Err
    from wit_world.exports.sensor import Measurement, Value_Number
    from wit_world.imports import i2c, settings, types

    import app
except ModuleNotFoundError as missing:
    raise unittest.SkipTest(f"{missing.name} is not on PYTHONPATH")

# -45 °C and 0 %.
LOWEST = bytes((0, 0, 0x81, 0, 0, 0x81))


class SensorTests(unittest.TestCase):
    def setUp(self):
        self.transfer = self.patch(i2c, "transfer")
        self.transfer.side_effect = lambda bus, address, write, read_len: LOWEST[:read_len]
        self.patch(app.time, "sleep")
        self.settings = {"bus": "1", "address": "0x44"}
        self.patch(settings, "get").side_effect = self.settings.get
        self.sensor = app.Sensor()

    def patch(self, module, name):
        patch = mock.patch.object(module, name)
        self.addCleanup(patch.stop)
        return patch.start()

    def test_poll_reports_both_quantities_with_their_units(self):
        self.assertEqual(
            [
                Measurement("sht31", "temperature", Value_Number(-45.0), "Cel"),
                Measurement("sht31", "relative_humidity", Value_Number(0.0), "%"),
            ],
            self.sensor.poll(),
        )

    def test_poll_follows_the_settings(self):
        self.settings.update({"bus": "2", "address": "0x45"})

        self.sensor.poll()

        self.assertEqual({(2, 0x45)}, {call.args[:2] for call in self.transfer.mock_calls})

    def test_poll_a_fault_fails_with_what_to_check_and_ends_with_it(self):
        for fault, words in (
            (types.Error_NoAcknowledge(), "no-acknowledge; nothing answers: check wiring"),
            (types.Error_Bus(), "bus; the bus is stuck"),
            (types.Error_Denied("i2c 1:0x44 is not granted"), "denied: i2c 1:0x44 is not granted"),
        ):
            with mock.patch.object(i2c, "transfer", side_effect=Err(fault)):
                with self.subTest(fault=fault), self.assertRaises(Err) as raised:
                    self.sensor.poll()
            self.assertIn("no reading from the SHT31 at 1:0x44: " + words, raised.exception.value)

        self.assertEqual(2, len(self.sensor.poll()))

    def test_poll_fails_with_the_reason_when_a_setting_is_wrong(self):
        for key, value in (("address", "0x76"), ("address", None), ("bus", "one")):
            self.settings.update({"bus": "1", "address": "0x44"})
            self.settings[key] = value
            with self.subTest(key=key, value=value), self.assertRaises(Err) as raised:
                app.Sensor().poll()
            self.assertIn("a setting is wrong", raised.exception.value)


if __name__ == "__main__":
    unittest.main()
