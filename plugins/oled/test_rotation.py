import unittest

from rotation import ALARM, Rotation

NAMES = ("room", "air", "node")


class RotationTests(unittest.TestCase):
    def setUp(self):
        self.now = 100.0
        self.rotation = Rotation(6, lambda: self.now)

    def after(self, seconds, names=NAMES, alarms=()):
        self.now += seconds
        return self.rotation.choose(names, alarms)

    def test_each_page_has_its_time_however_often_it_is_asked(self):
        for step in (0.5, 1, 2, 3, 6):
            with self.subTest(step=step):
                self.setUp()
                shown = [self.after(0 if index == 0 else step) for index in range(int(36 / step))]
                self.assertEqual([name for name in NAMES * 2 for _ in range(int(6 / step))], shown)

    def test_a_step_that_does_not_divide_the_time_keeps_the_mean(self):
        shown = [self.after(0)] + [self.after(5) for _ in range(59)]

        turns = sum(before != after for before, after in zip(shown, shown[1:]))
        self.assertEqual(int(59 * 5 / 6), turns)

    def test_no_page_is_left_out_after_a_long_pause(self):
        self.assertEqual(["room", "air", "node", "room"], [self.after(seconds) for seconds in (0, 600, 61, 60)])

    def test_clock_that_stands_still_or_goes_back_shows_the_same_page(self):
        self.assertEqual(["room", "room", "room"], [self.after(0), self.after(0), self.after(-50)])

    def test_page_that_vanishes_gives_its_place_to_the_next(self):
        self.after(0)
        self.after(6)

        self.assertEqual("node", self.after(1, ("room", "node")))
        self.assertEqual("room", self.after(1, ("room",)))
        self.assertEqual("room", self.after(6, ("room",)))

    def test_page_that_appears_does_not_disturb_the_one_that_is_shown(self):
        self.after(0, ("node",))

        self.assertEqual("node", self.after(1))

    def test_alarm_is_shown_when_it_begins_and_between_any_two_pages(self):
        self.after(0)

        self.assertEqual(ALARM, self.after(1, alarms={"hot"}))
        self.assertEqual(ALARM, self.after(5, alarms={"hot"}))
        shown = [self.after(6 if index else 1, alarms={"hot"}) for index in range(5)]
        self.assertEqual(["air", ALARM, "node", ALARM, "room"], shown)

    def test_second_alarm_is_shown_when_it_begins(self):
        self.after(0, alarms={"hot"})
        self.assertEqual("air", self.after(6, alarms={"hot"}))

        self.assertEqual(ALARM, self.after(1, alarms={"hot", "dry"}))

    def test_page_comes_back_when_the_alarm_is_over(self):
        self.after(0)
        self.after(1, alarms={"hot"})

        self.assertEqual("room", self.after(1))
        self.assertEqual("room", self.after(5))
        self.assertEqual("air", self.after(1))

    def test_alarm_at_the_first_call_is_shown(self):
        self.assertEqual(ALARM, self.after(0, alarms={"hot"}))

    def test_times_that_make_no_sense_are_refused(self):
        for seconds in (0, -1, float("nan"), float("inf"), 86401):
            with self.subTest(seconds=seconds), self.assertRaisesRegex(ValueError, "must be above 0"):
                Rotation(seconds, lambda: 0.0)


if __name__ == "__main__":
    unittest.main()
