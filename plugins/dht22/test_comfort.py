import unittest

from comfort import BLUE, GREEN, ORANGE, RED, Alarms, Comfort, Limits


class ComfortTests(unittest.TestCase):
    def setUp(self):
        self.comfort = Comfort(Limits())

    def follow(self, alarm, values, other, is_temperature):
        for value, expected in values:
            alarms = self.comfort.follow(value, other) if is_temperature else self.comfort.follow(other, value)
            with self.subTest(value=value):
                self.assertEqual(Alarms(**{alarm: expected}), alarms)

    def test_hot_begins_at_30_and_ends_at_28(self):
        self.follow("hot", ((29.9, False), (30, True), (28.1, True), (28, False), (29.9, False)), 50, True)

    def test_cold_begins_at_15_and_ends_at_17(self):
        self.follow("cold", ((15.1, False), (15, True), (16.9, True), (17, False), (15.1, False)), 50, True)

    def test_humid_begins_at_70_and_ends_at_68(self):
        self.follow("humid", ((69.9, False), (70, True), (68.1, True), (68, False), (69.9, False)), 20, False)

    def test_dry_begins_at_25_and_ends_at_27(self):
        self.follow("dry", ((25.1, False), (25, True), (26.9, True), (27, False), (25.1, False)), 20, False)

    def test_alarms_of_temperature_and_humidity_are_independent(self):
        self.assertEqual(Alarms(hot=True, dry=True), self.comfort.follow(35, 10))
        self.assertEqual(Alarms(cold=True, humid=True), self.comfort.follow(5, 90))

    def test_color_is_that_of_the_alarm_while_it_lasts(self):
        for celsius, color in ((20, GREEN), (25, GREEN), (25.1, ORANGE), (30, RED), (29, RED), (28, ORANGE),
                               (15, BLUE), (16, BLUE), (17, GREEN)):
            self.comfort.follow(celsius, 50)
            with self.subTest(celsius=celsius):
                self.assertEqual(color, self.comfort.color(celsius))

    def test_no_dead_band_ends_an_alarm_at_once(self):
        comfort = Comfort(Limits(temperature_dead_band=0, humidity_dead_band=0))

        self.assertTrue(comfort.follow(30, 50).hot)
        self.assertFalse(comfort.follow(29.9, 50).hot)


class LimitsTests(unittest.TestCase):
    def test_limits_that_overlap_are_refused(self):
        for wrong in (
            {"hot_at": 15},
            {"hot_at": 19},
            {"cold_at": float("nan")},
            {"humid_at": 20},
            {"temperature_dead_band": 7.5},
            {"temperature_dead_band": -1},
            {"humidity_dead_band": float("nan")},
        ):
            with self.subTest(wrong=wrong), self.assertRaisesRegex(ValueError, "accepted|must be below"):
                Limits(**wrong)


if __name__ == "__main__":
    unittest.main()
