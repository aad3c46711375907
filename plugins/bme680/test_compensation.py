import unittest

from compensation import Calibration, forced_seconds, gas_ohms_high, gas_wait_code

# As registers: BURSTS of three chips. A is published with pimoroni's bme680-python, KAT_2 with a JavaScript driver.
A = ("65670300418fedd658008e1c7fff2e1e000097f3b5f61e", "40542a002d14789cb9654e9fe212", "3000100000")
KAT_2 = ("df6703efaa8d8ad758ff3919d7ff2b1e00004af502f61e", "3ec932002d14789c186693dedf12", "2f00160003")

# The numbers of README of wrclark's bme680; it gives none of the heater.
B = Calibration(
    t1=26203, t2=26519, t3=3,
    p1=35008, p2=-10284, p3=88, p4=9692, p5=-202, p6=30, p7=24, p8=-516, p9=-3469, p10=30,
    h1=794, h2=1007, h3=0, h4=45, h5=20, h6=120, h7=-100,
    gh1=0, gh2=0, gh3=0, res_heat_range=0, res_heat_val=0, range_sw_err=0,
)  # fmt: skip


def calibration(image):
    return Calibration.read(*map(bytes.fromhex, image))


def with_error(sw_err):
    return calibration((A[0], A[1], f"30001000{sw_err << 4 & 0xF0:02x}"))


class CalibrationTests(unittest.TestCase):
    def test_read_takes_every_number_of_the_first_chip(self):
        self.assertEqual(
            Calibration(
                t1=26041, t2=26469, t3=3,
                p1=36673, p2=-10515, p3=88, p4=7310, p5=-129, p6=30, p7=46, p8=-3177, p9=-2379, p10=30,
                h1=676, h2=1029, h3=0, h4=45, h5=20, h6=120, h7=-100,
                gh1=-30, gh2=-24754, gh3=18, res_heat_range=1, res_heat_val=48, range_sw_err=0,
            ),
            calibration(A),
        )  # fmt: skip

    def test_read_takes_every_number_of_the_second_chip(self):
        found = calibration(KAT_2)

        self.assertEqual((26136, 26591, 3), (found.t1, found.t2, found.t3))
        self.assertEqual((36266, -10358, 88, 6457, -41), (found.p1, found.p2, found.p3, found.p4, found.p5))
        self.assertEqual((30, 43, -2742, -2558, 30), (found.p6, found.p7, found.p8, found.p9, found.p10))
        self.assertEqual((809, 1004, 0, 45), (found.h1, found.h2, found.h3, found.h4))
        self.assertEqual((20, 120, -100), (found.h5, found.h6, found.h7))
        self.assertEqual((-33, -8557, 18), (found.gh1, found.gh2, found.gh3))
        self.assertEqual((1, 47, 0), (found.res_heat_range, found.res_heat_val, found.range_sw_err))

    def test_read_takes_the_range_error_as_signed(self):
        for sw_err in (-8, -2, -1, 0, 2, 7):
            with self.subTest(sw_err=sw_err):
                self.assertEqual(sw_err, with_error(sw_err).range_sw_err)

    def test_read_refuses_what_no_chip_has(self):
        for image in ((b"\x00" * 23, b"\x00" * 14), (b"\xff" * 23, b"\xff" * 14), (b"\x00" * 23, bytes.fromhex(A[1]))):
            with self.subTest(image=image), self.assertRaisesRegex(ValueError, "calibration is empty"):
                Calibration.read(*image, bytes.fromhex(A[2]))


class CompensationTests(unittest.TestCase):
    def check(self, chip, raw, floats, integers):
        fine = chip.fine_temperature(raw[0])
        celsius, pascals = fine / 5120, chip.pascals(raw[1], fine)
        percent = chip.humidity_percent(raw[2], celsius)
        with self.subTest(raw=raw):
            self.assertAlmostEqual(floats[0], celsius, delta=0.002)
            self.assertAlmostEqual(floats[1], pascals, delta=1)
            self.assertAlmostEqual(floats[2], percent, delta=0.005)
            self.assertAlmostEqual(integers[0] / 100, celsius, delta=0.01)
            self.assertAlmostEqual(integers[1], pascals, delta=10)
            self.assertAlmostEqual(integers[2] / 1000, percent, delta=0.05)

    def test_known_answers_of_the_first_chip(self):
        chip = calibration(A)
        self.check(chip, (501240, 353485, 19019), (26.69312, 98716.93, 42.40972), (2669, 98711, 42402))
        self.check(chip, (480000, 340000, 21000), (19.98944, 99923.48, 53.96905), (1999, 99924, 53958))
        self.check(chip, (525000, 370000, 17000), (34.19274, 97065.59, 31.27526), (3419, 97064, 31268))
        self.check(chip, (400000, 300000, 25000), (-5.25540, 102312.69, 77.73508), (-526, 102308, 77708))
        self.assertAlmostEqual(136667, chip.fine_temperature(501240), delta=5)

    def test_known_answers_of_a_third_chip(self):
        self.check(B, (501240, 353485, 19019), (25.92389, 96480.13, 30.50663), (2592, 96482, 30502))
        self.check(B, (480000, 340000, 21000), (19.20761, 97804.02, 41.08348), (1921, 97801, 41070))

    def test_gas_of_a_bme680(self):
        for sw_err, adc, gas_range, ohms in (
            (0, 0, 0, 12946860), (0, 512, 0, 8000000), (0, 512, 5, 248262.19), (0, 512, 7, 63004.04),
            (0, 300, 4, 593378.2), (0, 800, 6, 102887.0), (0, 700, 10, 6849.59), (0, 1023, 15, 176.74),
            (0, 100, 8, 45169.1), (0, 650, 11, 3539.86), (0, 512, 13, 976.56),
            (-2, 300, 4, 594217.9), (-2, 800, 6, 102750.3), (2, 300, 4, 592553.3), (2, 800, 6, 103022.0),
        ):  # fmt: skip
            with self.subTest(sw_err=sw_err, adc=adc, gas_range=gas_range):
                self.assertAlmostEqual(1, with_error(sw_err).gas_ohms(adc, gas_range) / ohms, delta=0.0001)

    def test_gas_of_a_bme688(self):
        for adc, gas_range, ohms in ((0, 0, 102400000), (512, 5, 2000000), (800, 6, 825806.4), (700, 10, 54935.6)):
            with self.subTest(adc=adc, gas_range=gas_range):
                self.assertAlmostEqual(1, gas_ohms_high(adc, gas_range) / ohms, delta=0.0001)

    def test_pressure_without_an_answer_is_no_number(self):
        self.assertNotEqual(*[Calibration(*[0] * 26).pascals(0, 0)] * 2)


class HeaterTests(unittest.TestCase):
    def test_heater_code_of_each_temperature(self):
        for celsius, code in ((200, 79), (300, 102), (320, 106), (350, 113), (400, 125), (450, 125)):
            with self.subTest(celsius=celsius):
                self.assertEqual(code, calibration(A).heater_code(celsius, 25))
        self.assertEqual(115, calibration(KAT_2).heater_code(320, 24))

    def test_heater_code_stays_within_a_byte(self):
        self.assertEqual(0, calibration(A).heater_code(-1000, 25))
        self.assertEqual(255, calibration(A).heater_code(400, 30000))

    def test_gas_wait_code_of_each_time(self):
        for milliseconds, code in (
            (1, 0x01), (30, 0x1E), (63, 0x3F), (64, 0x50), (100, 0x59), (150, 0x65), (256, 0x90), (500, 0x9F),
            (1000, 0xBE), (2000, 0xDF), (4031, 0xFE), (4032, 0xFF), (10000, 0xFF),
        ):  # fmt: skip
            with self.subTest(milliseconds=milliseconds):
                self.assertEqual(code, gas_wait_code(milliseconds))

    def test_forced_seconds_of_each_oversampling(self):
        for samples, microseconds in (
            ((2, 16, 1), 42590), ((8, 4, 2), 32775), ((1, 1, 1), 11182), ((16, 16, 16), 99517), ((2, 4, 1), 19034),
        ):  # fmt: skip
            with self.subTest(samples=samples):
                self.assertAlmostEqual(microseconds / 1e6, forced_seconds(*samples), delta=1e-9)


if __name__ == "__main__":
    unittest.main()
