import json
import unittest

from baseline import Baseline

HOUR, DAY = 3600, 86400
NOW = 1_800_000_000.0


def baseline(made_for="heater"):
    return Baseline(made_for)


def fill(to, ohms, seconds, step=5):
    for _ in range(int(seconds // step)):
        to.add(ohms, step)
    return to


class EnvelopeTests(unittest.TestCase):
    def test_nothing_is_known_at_first(self):
        self.assertIsNone(baseline().ohms)
        self.assertEqual(0, baseline().learned_seconds)

    def test_first_value_is_the_baseline(self):
        found = baseline()
        found.add(100_000, 0)
        self.assertEqual(100_000, found.ohms)

    def test_cleaner_air_raises_it_within_minutes(self):
        found = fill(baseline(), 100_000, HOUR)
        fill(found, 150_000, 300)
        self.assertGreater(found.ohms, 149_000)

    def test_one_odd_value_hardly_moves_it(self):
        found = fill(baseline(), 100_000, HOUR)
        found.add(1_000_000, 1)
        self.assertLess(found.ohms, 116_000)

    def test_bad_air_of_an_hour_or_an_evening_does_not_lower_it(self):
        for hours in (1, 8, 23):
            found = fill(baseline(), 100_000, HOUR)
            fill(found, 20_000, hours * HOUR)
            with self.subTest(hours=hours):
                self.assertEqual(100_000, found.ohms)

    def test_a_day_without_clean_air_lowers_it(self):
        found = fill(baseline(), 100_000, HOUR)
        fill(found, 60_000, 26 * HOUR)
        self.assertAlmostEqual(60_000, found.ohms, delta=1)

    def test_time_in_which_nothing_was_measured_does_not_age_it(self):
        found = fill(baseline(), 100_000, HOUR)
        found.add(50_000, 30 * DAY)
        self.assertEqual(100_000, found.ohms)
        self.assertEqual(2 * HOUR, found.learned_seconds)

    def test_time_never_goes_back(self):
        found = fill(baseline(), 100_000, 600)
        found.add(100_000, -5000)
        self.assertEqual(600, found.learned_seconds)

    def test_after_a_pause_the_value_before_counts_no_more(self):
        found = fill(baseline(), 100_000, 600)
        found.pause()
        found.add(150_000, 0)
        self.assertEqual(150_000, found.ohms)


class StateTests(unittest.TestCase):
    def test_restored_state_goes_on(self):
        before = fill(fill(baseline(), 123_456, 2 * HOUR), 80_000, 3 * HOUR)
        after = baseline()
        after.restore(before.save(NOW), NOW + 60)

        self.assertAlmostEqual(123_000, after.ohms, delta=1)
        self.assertEqual(5 * HOUR, after.learned_seconds)
        fill(after, 80_000, 21 * HOUR)
        self.assertAlmostEqual(123_000, after.ohms, delta=1)
        fill(after, 80_000, 2 * HOUR)
        self.assertAlmostEqual(80_000, after.ohms, delta=1)

    def test_restored_late_what_was_learned_meanwhile_counts(self):
        before = fill(baseline(), 100_000, HOUR)
        for ohms, expected in ((150_000, 150_000), (50_000, 100_000)):
            after = fill(baseline(), ohms, 600)
            after.restore(before.save(NOW), NOW)
            with self.subTest(ohms=ohms):
                self.assertEqual(expected, after.ohms)
                self.assertEqual(HOUR + 600, after.learned_seconds)

    def test_state_is_small(self):
        self.assertLess(len(fill(baseline(), 123_456, 3 * DAY, step=60).save(NOW)), 1000)

    def test_state_of_another_age_is_used_up_to_seven_days_either_way(self):
        state = fill(baseline(), 100_000, HOUR).save(NOW)
        for age, used in ((0, True), (7 * DAY, True), (-7 * DAY, True), (7 * DAY + 1, False), (-7 * DAY - 1, False)):
            found = baseline()
            with self.subTest(age=age):
                if used:
                    found.restore(state, NOW + age)
                    self.assertEqual(100_000, found.ohms)
                else:
                    with self.assertRaisesRegex(ValueError, "days old, accepted are 7"):
                        found.restore(state, NOW + age)
                    self.assertIsNone(found.ohms)

    def test_state_made_for_another_heater_is_not_used(self):
        with self.assertRaisesRegex(ValueError, "made for heater, and this is another"):
            baseline("another").restore(fill(baseline(), 100_000, HOUR).save(NOW), NOW)

    def test_unreadable_state_changes_nothing(self):
        good = json.loads(fill(baseline(), 100_000, HOUR).save(NOW))
        wrong = [
            b"", b"{", b"\xff\xfe", b"[]", b"5", b"null", b'"text"', b"[" * 2000, b"[" * 50_000,
            *(
                json.dumps({**good, **change}).encode()
                for change in (
                    {"version": 2}, {"version": None}, {"saved": "then"}, {"saved": None}, {"learned": -1},
                    {"learned": float("nan")}, {"learned": float("inf")}, {"hours": []}, {"hours": [0]},
                    {"hours": [-5.0]}, {"hours": [float("nan")]}, {"hours": ["x"]}, {"hours": 5},
                    {"hours": [1.0] * 26}, {"hours": [10**400]},
                )
            ),
            *(json.dumps({key: good[key] for key in good if key != without}).encode() for without in good),
        ]  # fmt: skip
        for state in wrong:
            found = baseline()
            with self.subTest(state=state[:80]), self.assertRaises(ValueError):
                found.restore(state, NOW)
            self.assertIsNone(found.ohms)
            self.assertEqual(0, found.learned_seconds)

    def test_is_saved_in_says_what_is_new(self):
        found = fill(baseline(), 100_000, HOUR)
        state = found.save(NOW)

        self.assertFalse(found.is_saved_in(None, NOW))
        self.assertTrue(found.is_saved_in(state, NOW + HOUR))
        self.assertFalse(found.is_saved_in(state, NOW + DAY))
        self.assertFalse(found.is_saved_in(state, NOW - HOUR))
        fill(found, 100_010, 300)
        self.assertTrue(found.is_saved_in(state, NOW))
        fill(found, 102_000, 300)
        self.assertFalse(found.is_saved_in(state, NOW))

    def test_after_a_day_an_unchanged_baseline_is_new_once_an_hour(self):
        found = fill(baseline(), 100_000, 2 * DAY)
        state, changes = found.save(NOW), 0
        for _ in range(600):
            fill(found, 100_000, 60)
            if not found.is_saved_in(state, NOW):
                state, changes = found.save(NOW), changes + 1

        self.assertEqual(10, changes)


if __name__ == "__main__":
    unittest.main()
