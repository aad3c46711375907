import unittest

from air_quality import AirJudge, AirQuality, score_of
from baseline import Baseline

HOUR, DAY = 3600, 86400


class ScoreTests(unittest.TestCase):
    def test_score_is_the_formula(self):
        for gas, humidity, score in (
            (100_000, 40, 0), (200_000, 40, 0), (50_000, 40, 187.5), (0, 40, 375),
            (100_000, 0, 125), (100_000, 100, 125), (100_000, 20, 62.5), (100_000, 70, 62.5),
            (25_000, 70, 343.75), (0, 100, 500), (0, 0, 500),
        ):  # fmt: skip
            with self.subTest(gas=gas, humidity=humidity):
                self.assertAlmostEqual(score, score_of(gas, 100_000, humidity), delta=1e-9)

    def test_score_stays_on_its_scale(self):
        for humidity in (-5, 105):
            self.assertEqual(500, score_of(0, 100_000, humidity))


class AirJudgeTests(unittest.TestCase):
    def setUp(self):
        self.baseline = Baseline("heater")
        self.judge = AirJudge(300, self.baseline)
        self.now = 1000.0

    def run_for(self, seconds, ohms=100_000, humidity=40, step=5):
        """Judges at every step, the moment that is reached included."""
        for _ in range(int(seconds // step)):
            self.now += step
            quality = self.judge.judge(ohms, humidity, self.now)
        return quality

    def test_burn_in_is_time_and_not_polls(self):
        for step in (1, 5, 60, 100):
            judge = AirJudge(300, Baseline("heater"))
            scores = [judge.judge(100_000, 40, 1000.0 + at).score for at in range(0, 301, step)]
            with self.subTest(step=step):
                self.assertEqual([None] * (len(scores) - 1), scores[:-1])
                self.assertEqual(0, scores[-1])

    def test_burn_in_has_no_score_and_no_baseline(self):
        self.assertEqual(AirQuality(None, 0), self.judge.judge(100_000, 40, self.now))
        self.assertEqual(AirQuality(None, 0), self.run_for(295))
        self.assertIsNone(self.baseline.ohms)

        self.assertEqual(AirQuality(0.0, 1), self.run_for(10))

    def test_no_burn_in_is_a_score_at_once(self):
        judge = AirJudge(0, Baseline("heater"))
        self.assertEqual(AirQuality(0.0, 1), judge.judge(100_000, 40, 5.0))

    def test_burn_in_begins_when_the_heater_is_stable(self):
        self.judge.judge(None, 40, self.now)
        self.now += 1000
        self.judge.judge(None, 40, self.now)
        self.assertEqual(AirQuality(None, 0), self.run_for(300))
        self.assertEqual(1, self.run_for(10).accuracy)

    def test_unstable_heater_begins_it_anew_and_keeps_the_baseline(self):
        self.run_for(400)
        self.assertEqual(AirQuality(None, 0), self.judge.judge(None, 40, self.now))
        self.assertEqual(100_000, self.baseline.ohms)
        self.assertEqual(AirQuality(None, 0), self.run_for(300, 50_000))

        quality = self.run_for(10, 50_000)
        self.assertEqual(AirQuality(187.5, 1), quality)

    def test_single_misses_do_not_begin_it_anew_and_a_minute_does(self):
        self.run_for(400)
        self.now += 60
        self.judge.miss(self.now)
        self.assertIsNotNone(self.run_for(5).score)

        self.now += 61
        self.judge.miss(self.now)
        self.assertIsNone(self.run_for(5).score)

    def test_misses_before_the_first_reading_are_nothing(self):
        self.judge.miss(self.now)
        self.assertEqual(AirQuality(None, 0), self.judge.judge(100_000, 40, self.now))

    def test_seldom_polls_come_out_of_it(self):
        self.assertEqual(1, self.run_for(20 * 60, step=600).accuracy)

    def test_accuracy_is_how_long_the_baseline_was_measured(self):
        self.run_for(305)
        for seconds, accuracy in ((HOUR - 60, 1), (120, 2), (22 * HOUR, 2), (2 * HOUR, 3)):
            self.assertEqual(accuracy, self.run_for(seconds, step=20).accuracy)

    def test_time_off_is_no_time_of_the_baseline(self):
        self.run_for(400)
        learned = self.baseline.learned_seconds
        self.now += DAY
        self.judge.miss(self.now)
        self.run_for(305)
        self.assertLess(self.baseline.learned_seconds, learned + 10)

    def test_an_hour_of_bad_air_stays_bad(self):
        self.run_for(HOUR)
        first = self.run_for(60, 30_000)
        self.assertEqual(first.score, self.run_for(HOUR, 30_000).score)
        self.assertGreater(first.score, 200)


if __name__ == "__main__":
    unittest.main()
