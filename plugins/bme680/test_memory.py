import unittest

from baseline import Baseline
from memory import Memory
from signals import Attempts

NOW = 1_800_000_000.0


class Refusal(Exception):
    pass


class MemoryTests(unittest.TestCase):
    def setUp(self):
        self.stored = None
        self.writes = 0
        self.refusal = None
        self.told = []
        self.start()

    def start(self):
        self.baseline = Baseline("heater")
        self.memory = Memory(
            self.baseline,
            self.get,
            self.put,
            Attempts("the storage", Refusal, lambda works, message: self.told.append(message)),
            self.told.append,
        )

    def get(self):
        if self.refusal is not None:
            raise self.refusal
        return self.stored

    def put(self, state):
        if self.refusal is not None:
            raise self.refusal
        self.stored = state
        self.writes += 1

    def learn(self, ohms, seconds=10.0):
        self.baseline.add(ohms, seconds)

    def test_baseline_survives_a_restart(self):
        self.memory.load(NOW)
        self.learn(123_000)
        self.memory.save(NOW, 0)
        self.start()
        self.memory.load(NOW + 100)

        self.assertEqual(123_000, self.baseline.ohms)
        self.assertEqual([], self.told)

    def test_nothing_learned_is_nothing_stored(self):
        self.memory.load(NOW)
        self.memory.save(NOW, 0)
        self.assertIsNone(self.stored)

    def test_is_written_every_ten_minutes_at_most(self):
        self.memory.load(NOW)
        for second in range(0, 3600, 5):
            self.learn(100_000 + 100 * second, 5)
            self.memory.save(NOW + second, 50 + second)
        self.assertEqual(6, self.writes)

    def test_is_written_only_when_changed(self):
        self.memory.load(NOW)
        self.learn(100_000, 0)
        for second in range(0, 86_000, 300):
            self.memory.save(NOW + second, second)
        self.assertEqual(1, self.writes)
        self.memory.save(NOW + 86_400, 86_400)
        self.assertEqual(2, self.writes)

    def test_what_was_restored_is_not_written_again(self):
        self.memory.load(NOW)
        self.learn(100_000, 0)
        self.memory.save(NOW, 0)
        self.start()
        self.memory.load(NOW)
        self.memory.save(NOW, 0)
        self.assertEqual(1, self.writes)

    def test_is_loaded_once(self):
        self.memory.load(NOW)
        self.learn(100_000)
        self.memory.save(NOW, 0)
        self.memory.load(NOW)
        self.assertEqual(10, self.baseline.learned_seconds)

    def test_state_that_cannot_be_used_is_told_once_and_replaced(self):
        self.stored = b"nonsense"
        self.memory.load(NOW)
        self.memory.load(NOW)
        self.learn(100_000)
        self.memory.save(NOW, 0)

        self.assertEqual(1, len(self.told))
        self.assertIn("the stored baseline is not used", self.told[0])
        self.assertIn(b"100000", self.stored)

    def test_place_that_cannot_be_read_is_not_overwritten(self):
        self.stored = b"kept"
        self.refusal = Refusal("other: the disk failed")
        for _ in range(3):
            self.memory.load(NOW)
        self.refusal = None
        self.learn(100_000)
        self.memory.save(NOW, 0)

        self.assertEqual(b"kept", self.stored)
        self.assertEqual(["the storage does not work: other: the disk failed"], self.told)

    def test_place_that_cannot_be_written_is_tried_again_ten_minutes_later(self):
        self.memory.load(NOW)
        self.learn(100_000)
        self.refusal = Refusal("other: the disk failed")
        self.memory.save(NOW, 0)
        self.memory.save(NOW, 1)
        self.refusal = None
        self.memory.save(NOW, 599)
        self.assertIsNone(self.stored)
        self.memory.save(NOW, 600)

        self.assertEqual(1, self.writes)
        self.assertEqual(["the storage does not work: other: the disk failed", "the storage works again"], self.told)

    def test_wall_clock_that_jumps_back_does_not_stop_it(self):
        self.memory.load(NOW)
        self.learn(100_000, 0)
        self.memory.save(NOW, 0)
        self.memory.save(NOW - 30 * 86_400, 600)
        self.assertEqual(2, self.writes)


if __name__ == "__main__":
    unittest.main()
