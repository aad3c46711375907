import unittest

from pms5003 import PASSIVE, READ, WAKE, Pms5003, Reading
from test_frames import data_frame

FIRST = data_frame(15, 30, 45, 10, 20, 30)
SECOND = data_frame(16, 31, 46, 11, 21, 31)


class Line:
    """A serial line with a sensor at its end, and the time that passes on it."""

    def __init__(self):
        self.now = 100.0
        self.waiting = bytearray()
        self.written = []
        self.answer = FIRST
        self.every_second = None
        self.last_sent = 100.0

    def read(self, max_len, timeout_seconds):
        if not self.waiting and timeout_seconds:
            self.now += timeout_seconds
        self.send()
        data = bytes(self.waiting[:max_len])
        del self.waiting[:max_len]
        return data

    def send(self):
        while self.every_second and self.now - self.last_sent >= 1:
            self.last_sent += 1
            self.waiting += self.every_second

    def write(self, data):
        self.written.append(bytes(data))
        if data == READ and self.answer:
            self.waiting += self.answer
        if data == PASSIVE and self.answer:
            self.waiting += bytes.fromhex("424D0004E1000174")

    def sleep(self, seconds):
        self.now += seconds


class Pms5003Tests(unittest.TestCase):
    def setUp(self):
        self.line = Line()
        self.sut = Pms5003(self.line.read, self.line.write, self.line.sleep, clock=lambda: self.line.now)

    def test_constructor_touches_no_port(self):
        self.assertEqual([], self.line.written)

    def test_read_asks_for_a_measurement_of_the_air_as_it_is(self):
        self.assertEqual(Reading(10, 20, 30), self.sut.read())
        self.line.answer = SECOND
        self.assertEqual(Reading(11, 21, 31), self.sut.read())

        self.assertEqual([PASSIVE, READ, READ], self.line.written)

    def test_read_what_came_before_the_question_is_not_taken(self):
        self.line.waiting += FIRST * 3 + FIRST[:20]
        self.line.answer = SECOND
        self.assertEqual(Reading(11, 21, 31), self.sut.read())

        self.line.waiting += FIRST[12:]
        self.assertEqual(Reading(11, 21, 31), self.sut.read())

    def test_read_a_sensor_that_sends_by_itself_again_has_to_warm_up(self):
        self.sut.read()
        for waiting in (FIRST, FIRST * 100):
            self.line.waiting += waiting
            with self.subTest(bytes=len(waiting)):
                self.assertIsNone(self.sut.read())
                self.assertEqual([PASSIVE, READ], self.line.written[-2:])
                self.line.sleep(30)
                self.assertEqual(Reading(10, 20, 30), self.sut.read())

    def test_read_a_sensor_that_answers_no_more_has_to_warm_up(self):
        self.sut.read()
        self.line.answer, self.line.every_second = None, FIRST
        self.line.last_sent = self.line.now

        self.assertIsNone(self.sut.read())
        self.line.sleep(30)
        self.assertEqual(Reading(10, 20, 30), self.sut.read())

    def test_read_a_sensor_that_does_not_listen_is_overheard(self):
        self.line.answer, self.line.every_second = None, FIRST
        self.assertEqual(Reading(10, 20, 30), self.sut.read())

        for _ in range(5):
            self.line.sleep(1)
            self.line.send()
        self.line.waiting[-32:] = SECOND
        self.assertEqual(Reading(11, 21, 31), self.sut.read())
        self.assertEqual([PASSIVE, READ], self.line.written)

    def test_read_overheard_frames_that_waited_long_are_not_taken(self):
        self.line.answer, self.line.every_second = None, FIRST
        self.sut.read()
        self.line.waiting += FIRST * 100
        self.line.every_second = SECOND

        self.assertEqual(Reading(11, 21, 31), self.sut.read())

    def test_read_silence_fails_within_the_deadline_and_wakes(self):
        self.line.answer = None
        begin = self.line.now

        with self.assertRaisesRegex(OSError, "nothing arrives"):
            self.sut.read()

        self.assertLess(self.line.now - begin, 1.7)
        self.assertEqual([PASSIVE, READ, WAKE], self.line.written)

    def test_read_after_a_silence_waits_for_the_fan(self):
        self.line.answer = None
        with self.assertRaises(OSError):
            self.sut.read()
        self.line.answer = FIRST

        self.assertIsNone(self.sut.read())
        self.line.sleep(29)
        self.assertIsNone(self.sut.read())
        self.line.sleep(1)
        self.assertEqual(Reading(10, 20, 30), self.sut.read())
        self.assertEqual(Reading(10, 20, 30), self.sut.read())

    def test_read_damaged_frames_fail_as_such(self):
        self.sut.read()
        self.line.answer = FIRST[:-1] + b"\x00"
        with self.assertRaisesRegex(OSError, "damaged"):
            self.sut.read()

        # It has not been without power: there is nothing to wait for.
        self.line.answer = FIRST
        self.assertEqual(Reading(10, 20, 30), self.sut.read())

    def test_read_a_damaged_answer_gives_way_to_a_good_frame(self):
        self.line.answer, self.line.every_second = FIRST[:-1] + b"\x00", SECOND

        self.assertEqual(Reading(11, 21, 31), self.sut.read())

    def test_read_a_stream_without_end_is_given_up(self):
        sut = Pms5003(lambda max_len, timeout: b"\x00" * max_len, self.line.write, self.line.sleep)

        with self.assertRaisesRegex(OSError, "more bytes come"):
            sut.read()

    def test_read_a_fault_of_the_port_goes_through_and_begins_anew(self):
        self.sut.read()
        self.line.write, good = self.fail_to_write, self.line.write
        sut = Pms5003(self.line.read, lambda data: self.line.write(data), self.line.sleep, clock=lambda: self.line.now)
        with self.assertRaisesRegex(OSError, "timeout"):
            sut.read()
        self.line.write = good

        self.assertEqual(Reading(10, 20, 30), sut.read())
        self.assertEqual([PASSIVE, READ], self.line.written[-2:])

    def fail_to_write(self, data):
        raise OSError("timeout")


if __name__ == "__main__":
    unittest.main()
