"""Needs the stand-in for wit_world on PYTHONPATH; without it these tests are skipped by name."""

import unittest
from unittest import mock

try:
    from componentize_py_types import Err
    from wit_world.exports.sensor import Measurement, Value_Flag, Value_Number
    from wit_world.imports import buzzer, i2c, leds, log, settings, storage, types

    import app
except ModuleNotFoundError as missing:
    raise unittest.SkipTest(f"{missing.name} is not on PYTHONPATH")

from colors import GREEN, GREEN_BLUE, PURPLE, RED
from test_bme680 import FakeChip, put
from test_configuration import DEFAULTS

NOW = 1_800_000_000.0
MEASURED = {"temperature", "pressure", "relative_humidity"}


class SensorTests(unittest.TestCase):
    def setUp(self):
        self.chip = FakeChip()
        self.bus_seconds = 0.0
        self.bus_error = None
        self.stored = {}
        self.settings = {**DEFAULTS, "burn-in-seconds": "0"}
        self.replace(i2c, "transfer", self.transfer)
        self.replace(settings, "get", self.settings.get)
        self.replace(storage, "get", self.stored.get)
        self.replace(storage, "put", self.stored.__setitem__)
        self.lit = self.replace(leds, "set")
        self.shown = self.replace(leds, "show")
        self.beep = self.replace(buzzer, "beep")
        self.log = self.replace(log, "write")
        self.sensor = self.start()

    def replace(self, module, name, by=None):
        patch = mock.patch.object(module, name, side_effect=by)
        self.addCleanup(patch.stop)
        return patch.start()

    def start(self):
        return app.Sensor(lambda: self.chip.now, lambda: NOW + self.chip.now, self.chip.sleep)

    def transfer(self, bus, address, write, read_len):
        self.assertEqual(1, bus)
        self.chip.now += self.bus_seconds
        if self.bus_error is not None:
            raise Err(self.bus_error)
        return self.chip.transfer(address, write, read_len)

    def air(self, gas):
        """Air of another gas range: the higher, the worse."""
        self.chip.field = bytes.fromhex(put(28, f"{0x30 | gas:02x}"))

    def poll(self):
        return {measurement.quantity: measurement.value.value for measurement in self.sensor.poll()}

    def fail(self):
        with self.assertRaises(Err) as raised:
            self.sensor.poll()
        return raised.exception.value

    def test_poll_reports_everything_with_its_unit(self):
        found = self.sensor.poll()

        self.assertEqual(
            [
                ("temperature", "Cel"), ("pressure", "Pa"), ("relative_humidity", "%"), ("gas_resistance", "Ohm"),
                ("air_quality_score", "1"), ("air_quality_accuracy", "1"), ("alarm_bad_air", ""),
            ],
            [(measurement.quantity, measurement.unit) for measurement in found],
        )  # fmt: skip
        self.assertEqual({"bme680"}, {measurement.sensor for measurement in found})
        self.assertAlmostEqual(26.69312, found[0].value.value, delta=0.002)
        self.assertAlmostEqual(98716.93, found[1].value.value, delta=1)
        self.assertAlmostEqual(42.40972, found[2].value.value, delta=0.005)
        self.assertAlmostEqual(248262.19, found[3].value.value, delta=248)
        self.assertEqual(Measurement("bme680", "alarm_bad_air", Value_Flag(False), ""), found[6])
        self.assertEqual(Value_Number(1.0), found[5].value)

    def test_poll_during_burn_in_has_no_score_and_no_alarm(self):
        self.settings["burn-in-seconds"] = "300"
        for _ in range(60):
            found = self.poll()
            self.assertEqual(0, found["air_quality_accuracy"])
            self.assertEqual(MEASURED | {"gas_resistance", "air_quality_accuracy"}, set(found))
            self.chip.now += 4.7
        self.assertEqual([mock.call(2, *PURPLE)], self.lit.mock_calls)
        self.chip.now += 100

        self.assertAlmostEqual(5.0, self.poll()["air_quality_score"], delta=1)
        self.assertEqual(mock.call(2, *GREEN), self.lit.mock_calls[-1])

    def test_poll_with_an_unstable_heater_has_no_gas(self):
        self.chip.field = bytes.fromhex(put(28, "25"))

        self.assertEqual(MEASURED | {"air_quality_accuracy"}, set(self.poll()))
        self.assertEqual(mock.call(2, *PURPLE), self.lit.mock_calls[-1])

    def test_poll_alarms_with_two_beeps_once(self):
        self.poll()
        self.air(7)
        states = [self.poll()["alarm_bad_air"] for _ in range(5)]

        self.assertEqual([True] * 5, states)
        self.assertEqual([mock.call(2, 100, 100)], self.beep.mock_calls)
        self.assertEqual(mock.call(2, *RED), self.lit.mock_calls[-1])

        self.air(5)
        self.assertFalse(self.poll()["alarm_bad_air"])
        self.air(7)
        self.poll()
        self.assertEqual(2, self.beep.call_count)

    def test_poll_thresholds_are_settings(self):
        self.settings.update({"alarm-above": "450", "alarm-release": "3", "led": "7", "address": "0x76"})
        self.chip.address = 0x76
        self.poll()
        self.air(7)
        self.assertFalse(self.poll()["alarm_bad_air"])
        self.assertEqual(mock.call(7, *RED), self.lit.mock_calls[-1])

    def test_restart_in_bad_air_is_an_alarm_without_a_sound(self):
        self.poll()
        self.sensor = self.start()
        self.air(7)

        found = self.poll()
        self.assertTrue(found["alarm_bad_air"])
        self.assertGreater(found["air_quality_score"], 200)
        self.beep.assert_not_called()

    def test_denied_buzzer_and_led_are_told_once_and_keep_nothing_back(self):
        self.beep.side_effect = Err(types.Error_Denied("buzzer is not granted"))
        self.lit.side_effect = Err(types.Error_Denied("leds 2 is not granted"))
        self.poll()
        for gas in (7, 7, 5, 7):
            self.air(gas)
            self.assertEqual(7, len(self.poll()))

        told = [call.args[1] for call in self.log.mock_calls]
        self.assertEqual(2, len(told))
        self.assertIn("LED 2 does not work: denied: leds 2 is not granted", told[0])
        self.assertIn("the buzzer does not work: denied: buzzer is not granted", told[1])

    def test_failing_storage_is_told_once_and_keeps_nothing_back(self):
        with mock.patch.object(storage, "get", side_effect=Err(types.Error_Other("the disk failed"))):
            for _ in range(3):
                self.assertEqual(7, len(self.poll()))

        self.assertEqual(1, self.log.call_count)
        self.assertIn("storage of the baseline does not work: other: the disk failed", self.log.mock_calls[0].args[1])

    def test_damaged_baseline_is_told_and_not_used(self):
        self.stored["baseline"] = b'{"version": 99}'
        self.poll()

        self.assertEqual(1, self.log.call_count)
        self.assertEqual(log.Level.WARNING, self.log.mock_calls[0].args[0])
        self.assertIn(b'"version": 1', self.stored["baseline"])

    def test_failed_bus_fails_the_poll_with_words_and_a_dark_led(self):
        self.poll()
        for error, words in (
            (types.Error_NoAcknowledge(), "I2C 1:0x77: no-acknowledge, nothing answers: check the wiring"),
            (types.Error_Bus(), "I2C 1:0x77: bus, the bus is stuck"),
            (types.Error_Timeout(), "timeout, the device holds the bus"),
            (types.Error_NotPresent(), "not-present, there is no such bus: check the setting bus"),
            (types.Error_Denied("i2c 1:0x77 is not granted"), "denied: i2c 1:0x77 is not granted"),
        ):
            self.bus_error = error
            with self.subTest(error=error):
                self.assertIn(words, self.fail())
            self.assertEqual(mock.call(2, 0, 0, 0), self.lit.mock_calls[-1])
        self.bus_error = None

        self.assertEqual(7, len(self.poll()))

    def test_wrong_chip_fails_the_poll_with_its_name(self):
        self.chip.registers[0xD0] = 0x58
        self.assertIn("BMP280", self.fail())

    def test_slow_bus_fails_the_poll_in_time(self):
        self.bus_seconds = 0.3
        began = self.chip.now

        self.assertIn("the bus is too slow", self.fail())
        self.assertLess(self.chip.now - began, 1.3)

    def test_chip_that_was_away_begins_its_burn_in_anew(self):
        self.settings["burn-in-seconds"] = "100"
        self.poll()
        self.chip.now += 100
        self.assertIn("air_quality_score", self.poll())
        self.bus_error = types.Error_NoAcknowledge()
        self.chip.now += 90
        self.fail()
        self.bus_error = None
        self.chip.power_cycle()

        self.assertNotIn("air_quality_score", self.poll())
        self.chip.now += 100
        self.assertIn("air_quality_score", self.poll())

    def test_wrong_settings_fail_every_poll_until_they_are_right(self):
        self.settings["address"] = "0x3c"
        for _ in range(2):
            self.assertIn("a setting is wrong: address is '0x3c', accepted is 0x76 or 0x77", self.fail())
        self.settings["address"] = "0x77"

        self.assertEqual(7, len(self.poll()))

    def test_nothing_is_asked_of_the_host_before_the_first_poll(self):
        self.assertEqual([], self.chip.transactions)
        self.assertEqual(0, self.shown.call_count + self.log.call_count + settings.get.call_count)

    def test_middling_air_is_between_the_colors(self):
        self.poll()
        self.chip.field = bytes.fromhex(put(26, f"{900 << 6 | 0x35:04x}"))
        self.poll()
        self.assertEqual(mock.call(2, *GREEN_BLUE), self.lit.mock_calls[-1])


if __name__ == "__main__":
    unittest.main()
