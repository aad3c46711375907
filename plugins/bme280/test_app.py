"""Needs the stand-in for wit_world on PYTHONPATH; without it these tests are skipped by name."""

import unittest
from unittest import mock

try:
    from componentize_py_types import Err
    from wit_world.imports import i2c, settings, types

    import app
except ModuleNotFoundError as missing:
    raise unittest.SkipTest(f"{missing.name} is not on PYTHONPATH")

from test_bme280 import Chip

SETTINGS = {
    "bus": "1", "address": "0x76", "oversampling-temperature": "2", "oversampling-pressure": "16",
    "oversampling-humidity": "1",
}


class SensorTests(unittest.TestCase):
    def setUp(self):
        self.chip = Chip()
        self.transfer = self.patch(i2c, "transfer")
        self.transfer.side_effect = lambda bus, address, write, read_len: self.chip.transfer(address, write, read_len)
        self.patch(app.time, "sleep")
        self.settings = dict(SETTINGS)
        self.patch(settings, "get").side_effect = self.settings.get
        self.sensor = app.Sensor()

    def patch(self, module, name):
        patch = mock.patch.object(module, name)
        self.addCleanup(patch.stop)
        return patch.start()

    def test_poll_reports_three_quantities_with_their_units(self):
        measured = self.sensor.poll()

        self.assertEqual(
            [("bme280", "temperature", "Cel"), ("bme280", "relative_humidity", "%"), ("bme280", "pressure", "Pa")],
            [(each.sensor, each.quantity, each.unit) for each in measured],
        )
        self.assertAlmostEqual(25.08, measured[0].value.value, delta=0.005)
        self.assertAlmostEqual(100653.27, measured[2].value.value, delta=0.05)

    def test_poll_a_bmp280_leaves_the_humidity_out(self):
        self.chip = Chip(0x58)

        self.assertEqual(["temperature", "pressure"], [each.quantity for each in self.sensor.poll()])

    def test_poll_follows_the_settings(self):
        self.settings.update({"bus": "3", "oversampling-pressure": "1"})

        self.sensor.poll()

        self.assertEqual({(3, 0x76)}, {call.args[:2] for call in self.transfer.mock_calls})
        self.assertIn(b"\xf4\x45", self.chip.writes)

    def test_poll_a_fault_fails_with_what_to_check_and_ends_with_it(self):
        for fault, words in (
            (types.Error_NoAcknowledge(), "no-acknowledge; nothing answers: check wiring"),
            (types.Error_Bus(), "bus; the bus is stuck"),
            (types.Error_Denied("i2c 1:0x76 is not granted"), "denied: i2c 1:0x76 is not granted"),
        ):
            with mock.patch.object(i2c, "transfer", side_effect=Err(fault)):
                with self.subTest(fault=fault), self.assertRaises(Err) as raised:
                    self.sensor.poll()
            self.assertIn("no reading from the BME280 at 1:0x76: " + words, raised.exception.value)

        self.assertEqual(3, len(self.sensor.poll()))

    def test_poll_fails_with_the_reason_when_a_setting_is_wrong(self):
        for key, value in (("address", "0x40"), ("address", None), ("bus", "one"), ("oversampling-humidity", "0")):
            self.settings.update(SETTINGS)
            self.settings[key] = value
            with self.subTest(key=key, value=value), self.assertRaises(Err) as raised:
                app.Sensor().poll()
            self.assertIn("a setting is wrong", raised.exception.value)


if __name__ == "__main__":
    unittest.main()
