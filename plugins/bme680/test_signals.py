import unittest

from signals import DARK, Alarm, Attempts, StatusLed


class Refusal(Exception):
    pass


class Stage:
    """What tells, and what may be refused."""

    def __init__(self):
        self.told = []
        self.done = []
        self.refusal = None
        self.attempts = Attempts("it", Refusal, lambda works, message: self.told.append((works, message)))

    def act(self, what="act"):
        if self.refusal is not None:
            raise self.refusal
        self.done.append(what)


class AttemptsTests(unittest.TestCase):
    def test_each_new_reason_is_told_once_and_its_end_once(self):
        stage = Stage()
        for reason in ("denied", "denied", "bus", "bus", None, None, "bus"):
            stage.refusal = reason and Refusal(reason)
            self.assertEqual(reason is None, stage.attempts.do(stage.act))

        self.assertEqual(
            [
                (False, "it does not work: denied"),
                (False, "it does not work: bus"),
                (True, "it works again"),
                (False, "it does not work: bus"),
            ],
            stage.told,
        )

    def test_what_works_is_told_nothing_of(self):
        stage = Stage()
        self.assertTrue(stage.attempts.do(stage.act))
        self.assertEqual([], stage.told)

    def test_a_mistake_is_no_refusal(self):
        stage = Stage()
        stage.refusal = KeyError("mistake")
        with self.assertRaises(KeyError):
            stage.attempts.do(stage.act)


class StatusLedTests(unittest.TestCase):
    def test_only_changes_are_shown(self):
        stage = Stage()
        led = StatusLed(stage.act, stage.attempts)
        for color in (DARK, DARK, (1, 2, 3), (1, 2, 3), DARK):
            led.show(color)

        self.assertEqual([DARK, (1, 2, 3), DARK], stage.done)

    def test_a_refused_color_is_tried_again(self):
        stage = Stage()
        led = StatusLed(stage.act, stage.attempts)
        stage.refusal = Refusal("denied")
        led.show((1, 2, 3))
        led.show((1, 2, 3))
        stage.refusal = None
        led.show((1, 2, 3))

        self.assertEqual([(1, 2, 3)], stage.done)
        self.assertEqual([False, True], [works for works, _ in stage.told])


class AlarmTests(unittest.TestCase):
    def setUp(self):
        self.stage = Stage()
        self.alarm = Alarm(lambda v: v > 200, lambda v: v <= 180, self.stage.act, self.stage.attempts)

    def states(self, *values):
        return [self.alarm.update(value) for value in values]

    def test_state_has_two_thresholds(self):
        self.assertEqual(
            [False, False, True, True, True, False, False, True],
            self.states(100, 200, 200.1, 200, 180.1, 180, 199, 300),
        )

    def test_sounds_when_it_begins_and_not_while_it_lasts(self):
        self.states(100, 250, 250, 190, 250)
        self.assertEqual(["act"], self.stage.done)
        self.states(150, 250)
        self.assertEqual(["act", "act"], self.stage.done)

    def test_first_value_does_not_sound(self):
        self.assertEqual([True, True], self.states(250, 250))
        self.assertEqual([], self.stage.done)
        self.states(100, 250)
        self.assertEqual(["act"], self.stage.done)

    def test_first_value_between_the_thresholds_is_no_alarm(self):
        self.assertEqual([False], self.states(190))

    def test_unknown_value_is_an_unknown_state_and_changes_nothing(self):
        self.assertEqual([False, None, True, None, True], self.states(100, None, 250, None, 190))
        self.assertEqual(["act"], self.stage.done)

    def test_refused_sound_is_told_once_and_not_made_up_for(self):
        self.stage.refusal = Refusal("denied")
        self.states(100, 250, 250, 100, 250)
        self.stage.refusal = None
        self.states(250, 250)

        self.assertEqual([], self.stage.done)
        self.assertEqual([(False, "it does not work: denied")], self.stage.told)


if __name__ == "__main__":
    unittest.main()
