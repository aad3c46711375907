import unittest

from bme280 import Bme280, parse_address
from test_formulas import FIRST, SECOND


class Chip:
    """Registers that answer as the chip's do, with the example of the datasheet as its result."""

    def __init__(self, chip_id=0x60):
        self.registers = bytearray(256)
        self.registers[0xD0] = chip_id
        self.registers[0x88:0xA2] = FIRST
        self.registers[0xE1:0xE8] = SECOND
        self.result = bytes.fromhex("655AC0 7EED00 6E00")
        self.copying = self.measuring = 2
        self.writes = []
        self.reads = []
        self.slept = 0.0
        self.disturb = None
        self.busy = 0

    def transfer(self, address, write, read_len):
        if address != 0x76:
            raise OSError("no-acknowledge")
        if read_len == 0:
            self.writes.append(bytes(write))
            self.write(*write)
            return b""
        register = write[0]
        if register == 0xF3:
            self.registers[0xF3] = self.busy
            self.left -= 1
            if self.left <= 0:
                self.finish()
        data = bytearray(self.registers[register:register + read_len])
        self.reads.append(register)
        if self.disturb and self.disturb[0] == (register, self.reads.count(register)):
            data[self.disturb[1]] ^= 0x10
        return bytes(data)

    def write(self, register, value):
        self.registers[register] = value
        if register == 0xE0 and value == 0xB6:
            self.registers[0xF2:0xF6] = bytes(4)
            self.registers[0xF7:0xFF] = bytes.fromhex("800000 800000 8000")
            self.busy, self.left = 0x01, self.copying
        elif register == 0xF4 and value & 3 == 1:
            self.busy, self.left = 0x08, self.measuring

    def finish(self):
        if self.busy == 0x08:
            self.registers[0xF7:0xFF] = self.result
        self.busy = 0

    def sleep(self, seconds):
        self.slept += seconds


class Bme280Tests(unittest.TestCase):
    def setUp(self):
        self.chip = Chip()
        self.sut = Bme280(self.chip.transfer, self.chip.sleep)

    def test_constructor_touches_no_bus(self):
        self.assertEqual(([], []), (self.chip.reads, self.chip.writes))

    def test_read_example_of_the_datasheet(self):
        reading = self.sut.read()

        self.assertAlmostEqual(25.08, reading.temperature_celsius, delta=0.005)
        self.assertAlmostEqual(100653.27, reading.pressure_pascals, delta=0.05)
        self.assertTrue(0 < reading.relative_humidity_percent < 100)

    def test_read_resets_then_forces_a_measurement_with_its_oversampling(self):
        self.sut.read()

        self.assertEqual([b"\xe0\xb6", b"\xf2\x01", b"\xf4\x55"], self.chip.writes)
        self.assertLess(self.chip.slept, 0.2)

        Bme280(
            self.chip.transfer, self.chip.sleep,
            temperature_oversampling=1, pressure_oversampling=4, humidity_oversampling=8,
        ).read()
        self.assertEqual([b"\xf2\x04", b"\xf4\x2d"], self.chip.writes[-2:])

    def test_read_a_bmp280_has_no_humidity(self):
        chip = Chip(0x58)
        chip.registers[0xE1:0xE8] = bytes(7)

        reading = Bme280(chip.transfer, chip.sleep).read()

        self.assertIsNone(reading.relative_humidity_percent)
        self.assertAlmostEqual(100653.27, reading.pressure_pascals, delta=0.05)
        self.assertNotIn(0xF2, [write[0] for write in chip.writes])

    def test_read_another_chip_is_refused_with_its_id(self):
        chip = Chip(0x61)

        with self.assertRaisesRegex(OSError, "has id 0x61; a BME280 has 0x60"):
            Bme280(chip.transfer, chip.sleep).read()
        self.assertEqual([], chip.writes)

    def test_read_another_chip_in_its_place_is_read_with_its_own_calibration(self):
        self.sut.read()
        self.chip.registers[0x8E] ^= 0x40

        self.assertGreater(abs(self.sut.read().pressure_pascals - 100653.27), 50)

    def test_read_a_chip_that_never_finishes_is_given_up(self):
        for name, what in (("copying", "does not finish its reset"), ("measuring", "does not finish its measurement")):
            chip = Chip()
            setattr(chip, name, 10**6)
            with self.subTest(what=what), self.assertRaisesRegex(OSError, what):
                Bme280(chip.transfer, chip.sleep).read()
            self.assertLess(chip.slept, 0.3)

    def test_read_the_slowest_oversampling_is_waited_for_within_the_deadline(self):
        self.chip.measuring = 10**6
        slow = Bme280(
            self.chip.transfer, self.chip.sleep,
            temperature_oversampling=16, pressure_oversampling=16, humidity_oversampling=16,
        )

        with self.assertRaises(OSError):
            slow.read()

        # The longest time of the datasheet is 112.8 ms.
        self.assertTrue(0.1128 < self.chip.slept < 0.6, self.chip.slept)

    def test_read_a_skipped_channel_is_refused(self):
        for at, code in ((0, "800000"), (3, "800000"), (6, "8000")):
            chip = Chip()
            result = bytearray(chip.result)
            result[at:at + len(code) // 2] = bytes.fromhex(code)
            chip.result = bytes(result)
            with self.subTest(at=at), self.assertRaisesRegex(OSError, "left out a channel"):
                Bme280(chip.transfer, chip.sleep).read()

    def test_read_a_value_that_looks_skipped_is_measured_again(self):
        good, chip = self.chip.result, self.chip
        chip.result = bytes.fromhex("655AC0 800000 6E00")
        finish = chip.finish

        def finish_then_move():
            finish()
            if chip.registers[0xFA] == 0x80:
                chip.result = good

        chip.finish = finish_then_move

        # After the reset the registers hold the code as well, so the second measurement is the good one.
        self.assertAlmostEqual(25.08, self.sut.read().temperature_celsius, delta=0.005)

    def test_read_a_wrong_bit_is_noticed(self):
        for register, count in ((0x88, 26), (0xE1, 7), (0xF7, 8)):
            for byte in range(count):
                for time in (1, 2):
                    chip = Chip()
                    chip.disturb = ((register, time), byte)
                    with self.subTest(register=register, byte=byte), self.assertRaisesRegex(OSError, "differ"):
                        Bme280(chip.transfer, chip.sleep).read()

    def test_read_nothing_sensible_is_refused(self):
        self.chip.result = bytes.fromhex("655AC0 000000 6E00")

        with self.assertRaisesRegex(OSError, "cannot measure"):
            self.sut.read()

    def test_read_a_fault_of_the_bus_goes_through_and_ends_with_it(self):
        sut = Bme280(self.chip.transfer, self.chip.sleep, 0x77)
        with self.assertRaisesRegex(OSError, "no-acknowledge"):
            sut.read()

        short = Bme280(lambda address, write, read_len: b"", self.chip.sleep)
        with self.assertRaisesRegex(OSError, "0 bytes came"):
            short.read()

    def test_constructor_refuses_other_oversampling(self):
        for times in (0, 3, 32):
            with self.subTest(times=times), self.assertRaisesRegex(ValueError, "1, 2, 4, 8 or 16"):
                Bme280(self.chip.transfer, self.chip.sleep, pressure_oversampling=times)

    def test_parse_address_takes_the_two_of_the_chip(self):
        self.assertEqual([0x76, 0x77, 0x76], [parse_address(text) for text in ("0x76", "0x77", "118")])
        for text in ("0x44", "76", "first"):
            with self.subTest(text=text), self.assertRaises(ValueError):
                parse_address(text)


if __name__ == "__main__":
    unittest.main()
