"""Needs the stand-in for wit_world on PYTHONPATH; without it these tests are skipped by name."""

import json
import unittest
from unittest import mock

try:
    from componentize_py_types import Err
    from wit_world.imports import i2c, settings, types

    import app
except ModuleNotFoundError as missing:
    raise unittest.SkipTest(f"{missing.name} is not on PYTHONPATH")

from test_ssd1306 import Chip

SETTINGS = {"bus": "1", "address": "0x3c", "contrast": "207", "flip": "false", "page-seconds": "6"}
SNAPSHOT = json.dumps({"node": "hub", "nodes": [{"id": "hub", "state": "online"}]})


class DisplayTests(unittest.TestCase):
    def setUp(self):
        self.chip = Chip()
        self.settings = dict(SETTINGS)
        self.transfer = self.patch(i2c, "transfer")
        self.transfer.side_effect = lambda bus, address, write, read_len: self.chip.transfer(address, write, read_len)
        self.patch(settings, "get").side_effect = self.settings.get
        self.patch(app.time, "sleep")
        self.display = app.Display()

    def patch(self, module, name):
        patch = mock.patch.object(module, name)
        self.addCleanup(patch.stop)
        return patch.start()

    def failing(self, error):
        self.transfer.side_effect = Err(error)
        with self.assertRaises(Err) as raised:
            self.display.update(SNAPSHOT)
        return raised.exception.value

    def test_update_shows_the_snapshot(self):
        self.assertIsNone(self.display.update(SNAPSHOT))

        self.assertTrue(self.chip.on)
        self.assertGreater(sum(byte.bit_count() for byte in self.chip.memory), 100)
        self.assertEqual({1}, {call.args[0] for call in self.transfer.mock_calls})

    def test_update_with_the_same_picture_sends_nothing(self):
        self.display.update(SNAPSHOT)
        self.chip.sent()

        self.display.update(SNAPSHOT)

        self.assertEqual(0, self.chip.sent())

    def test_update_follows_the_settings(self):
        self.settings.update({"bus": "3", "contrast": "5", "flip": "true"})

        self.display.update(SNAPSHOT)

        self.assertEqual({3}, {call.args[0] for call in self.transfer.mock_calls})
        self.assertIn((0x81, 5), self.chip.commands)
        self.assertIn((0xA0,), self.chip.commands)

    def test_update_says_what_to_check(self):
        for error, text in (
            (types.Error_NoAcknowledge(), "the display at 0x3c on I2C bus 1 does not answer: check its power"),
            (types.Error_Bus(), "SDA and SCL"),
            (types.Error_NotPresent(), "the board has no I2C bus 1"),
            (types.Error_Timeout(), "failed (timeout)"),
            (types.Error_Other("smoke"), "failed (other: smoke)"),
        ):
            with self.subTest(error=error):
                self.assertIn(text, self.failing(error))

    def test_update_hands_on_what_the_host_says_of_a_refusal(self):
        text = 'i2c 1:0x3c is not granted: add "1:0x3c" to plugins.oled.permissions.i2c'

        self.assertEqual(text, self.failing(types.Error_Denied(text)))

    def test_update_draws_everything_when_the_display_is_back(self):
        self.display.update(SNAPSHOT)
        shown = bytes(self.chip.memory)
        working = self.transfer.side_effect
        self.failing(types.Error_NoAcknowledge())
        self.chip.power_cycle()
        self.transfer.side_effect = working

        self.display.update(SNAPSHOT)

        self.assertTrue(self.chip.on)
        self.assertEqual(shown, self.chip.memory)

    def test_update_refuses_what_is_no_snapshot_and_goes_on(self):
        for text in ("", "[]", '{"readings": 1}', "[" * 100_000):
            with self.subTest(text=text[:10]), self.assertRaises(Err) as raised:
                self.display.update(text)
            self.assertIn("the snapshot cannot be shown: ", raised.exception.value)
        self.transfer.assert_not_called()

        self.display.update("{}")
        self.assertTrue(self.chip.on)

    def test_update_fails_with_the_reason_when_a_setting_is_wrong(self):
        for key, value in (
            ("bus", "one"),
            ("bus", None),
            ("address", "3c"),
            ("contrast", "256"),
            ("flip", "yes"),
            ("page-seconds", "0"),
            ("page-seconds", "nan"),
        ):
            self.settings.update(SETTINGS)
            self.settings[key] = value
            with self.subTest(key=key, value=value), self.assertRaises(Err) as raised:
                app.Display().update(SNAPSHOT)
            self.assertIn("a setting is wrong", raised.exception.value)

    def test_update_takes_a_setting_that_was_mended(self):
        self.settings["flip"] = "yes"
        with self.assertRaises(Err):
            self.display.update(SNAPSHOT)
        self.settings["flip"] = "true"

        self.display.update(SNAPSHOT)

        self.assertTrue(self.chip.on)


if __name__ == "__main__":
    unittest.main()
