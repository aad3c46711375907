import struct
import unittest

from formulas import Calibration

# The example of the BMP280's datasheet, and a humidity part such as chips have.
T = (27504, 26435, -1000)
P = (36477, -10685, 3024, 2855, 140, -7, 15500, -14600, 6000)
FIRST = struct.pack("<HhhH8h", *T, *P) + bytes((0, 75))
SECOND = bytes((0x72, 0x01, 0x00, 0x13, 0x29, 0x03, 0x1E))


class CalibrationTests(unittest.TestCase):
    def test_unpack_finds_every_number(self):
        self.assertEqual(Calibration(T, P, (75, 370, 0, 313, 50, 30)), Calibration.unpack(FIRST, SECOND))
        self.assertEqual(Calibration(T, P, ()), Calibration.unpack(FIRST, None))

    def test_unpack_takes_signs_from_the_upper_bytes(self):
        h = Calibration.unpack(FIRST, bytes((0x72, 0x01, 0x00, 0xFF, 0xF3, 0xFE, 0x80))).h

        self.assertEqual((75, 370, 0, -13, -17, -128), h)

    def test_unpack_refuses_what_is_no_calibration(self):
        for filler in (0, 0xFF):
            with self.subTest(filler=filler), self.assertRaisesRegex(OSError, "no calibration"):
                Calibration.unpack(bytes([filler]) * 26, bytes([filler]) * 7)

    def test_example_of_the_datasheet(self):
        calibration = Calibration.unpack(FIRST, None)

        fine = calibration.fine_temperature(519888)

        self.assertAlmostEqual(25.08, fine / 5120, delta=0.005)
        self.assertAlmostEqual(100653.27, calibration.pascals(415148, fine), delta=0.05)

    def test_humidity_is_held_to_what_there_can_be(self):
        calibration = Calibration.unpack(FIRST, SECOND)
        fine = calibration.fine_temperature(519888)

        self.assertEqual([0.0, 100.0], [calibration.percent(raw, fine) for raw in (0, 65535)])
        self.assertTrue(0 < calibration.percent(28000, fine) < calibration.percent(28100, fine) < 100)

    def test_calibration_that_divides_by_zero_is_refused(self):
        calibration = Calibration(T, (0, *P[1:]), ())

        with self.assertRaisesRegex(OSError, "cannot be right"):
            calibration.pascals(415148, 128000)


if __name__ == "__main__":
    unittest.main()
