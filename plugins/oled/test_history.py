import unittest

from history import series


class SeriesTests(unittest.TestCase):
    # 61 columns of an hour are a minute each.
    NOW = 10_000.0

    def series(self, *points):
        return series([(self.NOW + 60 * minute, value) for minute, value in points], self.NOW, 61)

    def known(self, values):
        return {index - 60: round(value, 6) for index, value in enumerate(values) if value is not None}

    def test_no_points_are_an_empty_graph_of_the_same_width(self):
        self.assertEqual([None] * 61, self.series())

    def test_one_point_is_one_column(self):
        self.assertEqual({-30: 5.0}, {k: v for k, v in self.known(self.series((-30, 5.0))).items() if k <= -30})

    def test_points_are_joined_by_lines(self):
        values = self.known(self.series((-4, 0.0), (-2, 2.0), (0, 0.0)))

        self.assertEqual({-4: 0.0, -3: 1.0, -2: 2.0, -1: 1.0, 0: 0.0}, values)

    def test_points_that_are_not_in_order_are_put_in_order(self):
        self.assertEqual(self.series((-4, 0.0), (-2, 2.0)), self.series((-2, 2.0), (-4, 0.0)))

    def test_many_points_in_a_column_are_no_fault(self):
        values = self.known(self.series(*((-2 + second / 60, float(second)) for second in range(121))))

        self.assertEqual({-2: 0.0, -1: 60.0, 0: 120.0}, values)

    def test_two_points_of_one_moment_are_no_fault(self):
        self.assertIn(0, self.known(self.series((-1, 1.0), (-1, 2.0), (0, 3.0), (0, 4.0))))

    def test_a_silence_is_a_gap(self):
        values = self.known(self.series(*((minute, 1.0) for minute in range(-60, 1) if not -40 < minute < -20)))

        self.assertEqual(set(range(-60, -39)) | set(range(-20, 1)), set(values))

    def test_what_stands_alone_between_two_silences_is_one_column(self):
        minutes = [*range(-60, -50), -30, *range(-10, 1)]

        values = self.known(self.series(*((minute + 0.2, 1.0) for minute in minutes[:-1])))

        self.assertEqual({-30}, {minute for minute in values if -50 < minute < -10})

    def test_slow_series_has_no_gaps(self):
        values = self.known(self.series(*((minute, 1.0) for minute in range(-60, 1, 5))))

        self.assertEqual(61, len(values))

    def test_newest_value_holds_until_the_next_one_is_overdue(self):
        values = self.known(self.series(*((minute, 1.0) for minute in range(-60, -9))))

        self.assertEqual(-7, max(values))

    def test_without_a_time_the_newest_point_is_now(self):
        self.assertEqual(7.0, series([(50.0, 7.0)], None, 61)[-1])

    def test_points_after_now_and_before_the_hour_are_not_shown(self):
        minutes = [*range(-80, -70), *range(10, 20)]

        self.assertEqual({}, self.known(self.series(*((minute, 9.0) for minute in minutes))))


if __name__ == "__main__":
    unittest.main()
