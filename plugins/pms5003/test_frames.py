import random
import unittest

from frames import FrameReader, command


def data_frame(*words):
    """A data frame with these first words and zeros after them."""
    body = b"\x42\x4d\x00\x1c" + b"".join(word.to_bytes(2, "big") for word in (*words, *[0] * (13 - len(words))))
    return body + (sum(body) & 0xFFFF).to_bytes(2, "big")


class FrameReaderTests(unittest.TestCase):
    def setUp(self):
        self.sut = FrameReader()

    def test_command_has_the_bytes_of_the_manual(self):
        self.assertEqual(bytes.fromhex("424DE100000170"), command(0xE1, 0))
        self.assertEqual(bytes.fromhex("424DE200000171"), command(0xE2, 0))
        self.assertEqual(bytes.fromhex("424DE400010174"), command(0xE4, 1))

    def test_newest_whole_frame_gives_its_words(self):
        frame = data_frame(5, 9, 10, 5, 8, 9, 1000, 300, 60, 8, 2, 1, 0x9700)

        self.assertEqual((5, 9, 10, 5, 8, 9, 1000, 300, 60, 8, 2, 1, 0x9700), self.sut.newest(frame))
        self.assertIsNone(self.sut.newest(b""))

    def test_newest_of_several_is_the_last(self):
        self.assertEqual(3, self.sut.newest(data_frame(1) + data_frame(2) + data_frame(3))[0])

    def test_newest_frame_may_come_in_any_pieces(self):
        frame = data_frame(7)
        for cut in range(1, len(frame)):
            with self.subTest(cut=cut):
                self.assertIsNone(self.sut.newest(frame[:cut]))
                self.assertEqual(7, self.sut.newest(frame[cut:])[0])
        for byte in frame[:-1]:
            self.assertIsNone(self.sut.newest(bytes((byte,))))
        self.assertEqual(7, self.sut.newest(frame[-1:])[0])

    def test_newest_answer_to_a_command_is_no_data(self):
        self.assertIsNone(self.sut.newest(bytes.fromhex("424D0004E1000174")))
        self.assertEqual(0, self.sut.damaged)
        self.assertEqual(1, self.sut.newest(data_frame(1))[0])

    def test_newest_every_wrong_bit_is_noticed_and_the_next_frame_is_found(self):
        for bit in range(8 * 32):
            wrong = bytearray(data_frame(12, 34, 56, 12, 34, 56))
            wrong[bit // 8] ^= 1 << bit % 8
            sut = FrameReader()
            with self.subTest(bit=bit):
                self.assertIsNone(sut.newest(bytes(wrong)))
                # A length that is wrong may swallow one frame, not two.
                found = [sut.newest(data_frame(1)), sut.newest(data_frame(2))]
                self.assertEqual(2, found[1][0])

    def test_newest_frames_between_garbage_are_all_found(self):
        chance = random.Random(5003)
        for run in range(300):
            letters = (0x42, 0x4D, 0x00, 0x1C, chance.randrange(256))
            garbage = bytes(chance.choice(letters) for _ in range(chance.randrange(40)))
            stream = garbage + data_frame(run) + data_frame(run + 1)
            sut, found = FrameReader(), None
            while stream:
                size = chance.randrange(1, 20)
                found = sut.newest(stream[:size]) or found
                stream = stream[size:]
            with self.subTest(run=run, garbage=garbage.hex()):
                self.assertEqual(run + 1, found[0])

    def test_newest_garbage_is_not_kept(self):
        self.assertIsNone(self.sut.newest(b"\x00" * 100_000 + b"\x42"))
        self.assertLess(len(self.sut._pending), 2)


if __name__ == "__main__":
    unittest.main()
