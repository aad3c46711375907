import unittest

import words


class WordsTests(unittest.TestCase):
    def test_decimal_rounds_and_knows_no_minus_zero(self):
        for value, places, expected in ((21.46, 1, "21.5"), (-0.06, 1, "-0.1"), (-0.04, 1, "0.0"), (-12.6, 0, "-13")):
            self.assertEqual(expected, words.decimal(value, places))

    def test_kilo_ohms_has_three_digits(self):
        for ohms, expected in ((950, "0.95 kΩ"), (12_345, "12.3 kΩ"), (123_456, "123 kΩ")):
            self.assertEqual(expected, words.kilo_ohms(ohms))

    def test_duration_says_its_two_largest_units(self):
        cases = ((0, "0s"), (59.9, "59s"), (60, "1m"), (3599, "59m"), (15_120, "4h 12m"), (34_567_200, "400d 2h"))
        for seconds, expected in cases:
            self.assertEqual(expected, words.duration(seconds))

    def test_memory_is_in_gibibytes_where_there_is_much(self):
        self.assertEqual("327/926 MiB", words.memory(327 << 20, 926 << 20))
        self.assertEqual("2.5/16.0 GiB", words.memory(2.5 * (1 << 30), 16 << 30))

    def test_comfort_follows_the_limits_of_the_alarms(self):
        for celsius, humidity, expected in (
            (15, 50, "cold"),
            (18.9, 50, "cool"),
            (19, 50, "pleasant"),
            (25, 69.9, "pleasant"),
            (25.1, 50, "warm"),
            (30, 50, "hot"),
            (21, 25, "pleasant, dry"),
            (31, 70, "hot, humid"),
            (21, None, "pleasant"),
        ):
            self.assertEqual(expected, words.comfort(celsius, humidity))

    def test_air_is_better_with_a_lower_score(self):
        for score, expected in ((0, "good"), (50, "good"), (51, "fair"), (101, "stuffy"), (151, "poor"), (201, "bad")):
            self.assertEqual(expected, words.air(score))

    def test_alarm_name_is_readable(self):
        for quantity, expected in (("alarm_bad_air", "bad air"), ("alarm_hot", "hot"), ("alarm_", "alarm")):
            self.assertEqual(expected, words.alarm_name(quantity))


if __name__ == "__main__":
    unittest.main()
