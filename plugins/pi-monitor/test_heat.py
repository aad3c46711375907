import unittest

from heat import GREEN, ORANGE, RED, Thresholds


class ThresholdsTests(unittest.TestCase):
    def test_color_is_that_of_the_range(self):
        thresholds = Thresholds(60, 75)
        for celsius, color in ((-10, GREEN), (48.2, GREEN), (60, GREEN), (60.1, ORANGE), (75, ORANGE), (75.1, RED)):
            with self.subTest(celsius=celsius):
                self.assertEqual(color, thresholds.color(celsius))

    def test_unknown_temperature_has_no_color(self):
        self.assertIsNone(Thresholds(60, 75).color(None))

    def test_thresholds_in_the_wrong_order_are_refused(self):
        for orange, red in ((75, 60), (60, 60), (float("nan"), 75)):
            with self.subTest(orange=orange, red=red), self.assertRaisesRegex(ValueError, "must be below red-above"):
                Thresholds(orange, red)


if __name__ == "__main__":
    unittest.main()
