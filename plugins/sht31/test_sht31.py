import unittest

from sht31 import Reading, Sht31, crc, parse_address

# 0x6666 is 25 °C, 0x8000 is 50.0008 %.
GOOD = bytes((0x66, 0x66, 0x93, 0x80, 0x00, 0xA2))


class Chip:
    """Answers one list of bytes after another."""

    def __init__(self, *answers):
        self.answers = list(answers)
        self.transfers = []
        self.slept = 0.0

    def transfer(self, address, write, read_len):
        self.transfers.append((address, bytes(write), read_len))
        if read_len == 0:
            return b""
        answer = self.answers.pop(0)
        if isinstance(answer, Exception):
            raise answer
        return answer

    def sleep(self, seconds):
        self.slept += seconds


RESET = (0x44, b"\x30\xa2", 0)
MEASURE = (0x44, b"\x24\x00", 0)
FETCH = (0x44, b"", 6)


class Sht31Tests(unittest.TestCase):
    def test_crc_example_of_the_datasheet(self):
        self.assertEqual(0x92, crc(b"\xbe\xef"))
        self.assertEqual((0x93, 0xA2), (crc(GOOD[:2]), crc(GOOD[3:5])))

    def test_constructor_touches_no_bus(self):
        chip = Chip()
        Sht31(chip.transfer, chip.sleep)
        self.assertEqual([], chip.transfers)

    def test_read_resets_at_first_use_only(self):
        chip = Chip(GOOD, GOOD)
        sut = Sht31(chip.transfer, chip.sleep)

        reading = sut.read()
        sut.read()

        self.assertEqual([RESET, MEASURE, FETCH, MEASURE, FETCH], chip.transfers)
        self.assertAlmostEqual(25.0, reading.temperature_celsius, delta=0.001)
        self.assertAlmostEqual(50.0008, reading.relative_humidity_percent, delta=0.0001)
        self.assertTrue(0.0325 <= chip.slept < 0.1)

    def test_read_ends_of_the_scale(self):
        chip = Chip(bytes((0, 0, 0x81, 0, 0, 0x81)), bytes((0xFF, 0xFF, 0xAC, 0xFF, 0xFF, 0xAC)))
        sut = Sht31(chip.transfer, chip.sleep)

        self.assertEqual([Reading(-45, 0), Reading(130, 100)], [sut.read(), sut.read()])

    def test_read_every_wrong_bit_is_noticed_and_tried_once_more(self):
        for bit in range(48):
            wrong = bytearray(GOOD)
            wrong[bit // 8] ^= 1 << bit % 8
            with self.subTest(bit=bit):
                chip = Chip(bytes(wrong), GOOD)
                self.assertAlmostEqual(25.0, Sht31(chip.transfer, chip.sleep).read().temperature_celsius, delta=0.001)
                self.assertEqual([RESET, MEASURE, FETCH, MEASURE, FETCH], chip.transfers)

                chip = Chip(bytes(wrong), bytes(wrong))
                with self.assertRaisesRegex(OSError, "check byte of .* is wrong"):
                    Sht31(chip.transfer, chip.sleep).read()

    def test_read_after_a_fault_resets_again(self):
        chip = Chip(OSError("no-acknowledge"), GOOD, b"\x66", GOOD)
        sut = Sht31(chip.transfer, chip.sleep, 0x44)
        with self.assertRaisesRegex(OSError, "no-acknowledge"):
            sut.read()
        sut.read()
        with self.assertRaisesRegex(OSError, "1 bytes came"):
            sut.read()
        sut.read()

        self.assertEqual(3 * [RESET, MEASURE, FETCH], chip.transfers[:6] + chip.transfers[8:])
        self.assertEqual([MEASURE, FETCH], chip.transfers[6:8])

    def test_read_uses_its_address(self):
        chip = Chip(GOOD)
        Sht31(chip.transfer, chip.sleep, 0x45).read()
        self.assertEqual({0x45}, {address for address, _, _ in chip.transfers})

    def test_parse_address_takes_the_two_of_the_chip(self):
        self.assertEqual([0x44, 0x45, 0x44], [parse_address(text) for text in ("0x44", "0x45", "68")])
        for text in ("0x76", "44", "first"):
            with self.subTest(text=text), self.assertRaises(ValueError):
                parse_address(text)


if __name__ == "__main__":
    unittest.main()
