import unittest

from fan import Band, FanRule

FAN = Band(40, 28, "threshold-on", "threshold-off")


class BandTests(unittest.TestCase):
    def test_follow_is_on_from_the_upper_and_off_from_the_lower_temperature(self):
        is_on = False
        for celsius, expected in ((39.9, False), (40, True), (28.1, True), (28, False), (39.9, False), (80, True)):
            is_on = FAN.follow(is_on, celsius)
            with self.subTest(celsius=celsius):
                self.assertEqual(expected, is_on)

    def test_band_in_the_wrong_order_is_refused(self):
        for on, off in ((28, 40), (40, 40), (float("nan"), 28), (40, float("nan"))):
            with self.subTest(on=on, off=off), self.assertRaisesRegex(ValueError, "must be below threshold-on"):
                Band(on, off, "threshold-on", "threshold-off")


class FanRuleTests(unittest.TestCase):
    def setUp(self):
        self.rule = FanRule(FAN, 60)

    def test_follow_known_temperature_is_the_band(self):
        for before, celsius, expected in ((False, 41, True), (True, 30, True), (True, 28, False)):
            with self.subTest(celsius=celsius):
                self.assertEqual(expected, self.rule.follow(before, celsius, 0))

    def test_follow_unknown_temperature_runs_after_its_time(self):
        for now, expected in ((100, False), (159, False), (160, True), (300, True)):
            with self.subTest(now=now):
                self.assertEqual(expected, self.rule.follow(False, None, now))

    def test_follow_unknown_temperature_keeps_a_fan_running(self):
        self.assertTrue(self.rule.follow(True, None, 100))

    def test_follow_a_temperature_in_between_begins_the_time_anew(self):
        self.rule.follow(False, None, 100)
        self.rule.follow(False, 30, 150)

        self.assertFalse(self.rule.follow(False, None, 170))
        self.assertFalse(self.rule.follow(False, None, 229))
        self.assertTrue(self.rule.follow(False, None, 230))

    def test_follow_no_time_means_at_once(self):
        self.assertTrue(FanRule(FAN, 0).follow(False, None, 5))

    def test_time_below_zero_is_refused(self):
        for seconds in (-1, float("nan")):
            with self.subTest(seconds=seconds), self.assertRaisesRegex(ValueError, "unknown-seconds"):
                FanRule(FAN, seconds)


if __name__ == "__main__":
    unittest.main()
