import unittest

from configuration import Configuration

DEFAULTS = {
    "bus": "1", "address": "0x77", "led": "2", "heater-celsius": "320", "heater-milliseconds": "150",
    "burn-in-seconds": "300", "alarm-above": "200", "alarm-release": "180",
}  # fmt: skip


class ConfigurationTests(unittest.TestCase):
    def test_defaults_are_taken(self):
        self.assertEqual(Configuration(1, 0x77, 2, 320, 150, 300, 200, 180), Configuration.read(DEFAULTS.get))

    def test_address_may_be_decimal(self):
        self.assertEqual(0x76, Configuration.read({**DEFAULTS, "address": "118"}.get).address)

    def test_wrong_settings_name_key_value_and_what_is_accepted(self):
        for key, value in (
            ("bus", "-1"), ("bus", "i2c"), ("bus", None), ("address", "0x3c"), ("address", "77"), ("address", ""),
            ("led", "-1"), ("led", "first"), ("heater-celsius", "199"), ("heater-celsius", "401"),
            ("heater-celsius", "nan"),
            ("heater-milliseconds", "19"), ("heater-milliseconds", "501"), ("heater-milliseconds", "30.5"),
            ("burn-in-seconds", "-1"), ("burn-in-seconds", "inf"), ("alarm-above", "501"), ("alarm-above", "nan"),
            ("alarm-release", "201"), ("alarm-release", "-1"),
        ):  # fmt: skip
            wrong = self.assertRaisesRegex(ValueError, f"^{key} is {value!r}, accepted is ")
            with self.subTest(key=key, value=value), wrong:
                Configuration.read({**DEFAULTS, key: value}.get)


if __name__ == "__main__":
    unittest.main()
