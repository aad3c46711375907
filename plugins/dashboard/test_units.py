import unittest

from ages import ago, span
from test_tools import NOW, snapshot
from units import duration, number, shown, shown_range


class ShownTests(unittest.TestCase):
    def test_base_units_become_those_of_people(self):
        for value, unit, text in (
            (21.54, "Cel", "21.5 °C"),
            (-0.04, "Cel", "−0.04 °C"),
            (-3.25, "Cel", "−3.2 °C"),
            (0, "Cel", "0.0 °C"),
            (48.26, "%", "48.3 %"),
            (101325, "Pa", "1\u202f013.2 hPa"),
            (150, "Ohm", "150 Ω"),
            (112400, "Ohm", "112.4 kΩ"),
            (2.5e6, "Ohm", "2.50 MΩ"),
            (512, "By", "512 B"),
            (12582912, "By", "12 MiB"),
            (4.0e9, "By", "3.73 GiB"),
            (420, "ppm", "420 ppm"),
            (12.3, "ug/m3", "12.3 µg/m³"),
            (3.3, "V", "3.30 V"),
            (868e6, "Hz", "868.00 MHz"),
            (3, "1", "3"),
            (3.14159, "1", "3.14"),
            (31.4159, "1", "31.4"),
            (314.159, "1", "314"),
            (5.5, "furlong", "5.50 furlong"),
            (90061, "s", "1 d 1 h 1 m"),
            (0.25, "s", "0.2 s"),
            (0, "s", "0 s"),
            (True, "", "on"),
            (False, "", "off"),
            ("dry", "", "dry"),
        ):
            with self.subTest(value=value, unit=unit):
                self.assertEqual(text, shown(value, unit).replace("\u00a0", " "))

    def test_a_number_has_a_bounded_length(self):
        for value in (1e300, -1e300, 5e-324, 2**1000, 123456789012):
            for unit in ("Cel", "By", "s", "Pa", "1", "Ohm"):
                with self.subTest(value=value, unit=unit):
                    self.assertLess(len(shown(value, unit)), 24)

    def test_what_rounds_to_nothing_has_no_sign(self):
        self.assertEqual("0", number(-0.3, 0))
        self.assertEqual("0.0", number(-0.0, 1))

    def test_a_range_has_one_unit(self):
        self.assertEqual("0.98 – 1.20 GiB", shown_range(1.05e9, 1.29e9, "By").replace("\u00a0", " "))
        self.assertEqual("21.5 °C", shown_range(21.5, 21.52, "Cel").replace("\u00a0", " "))


class DurationTests(unittest.TestCase):
    def test_it_has_the_parts_that_matter(self):
        for seconds, text in (
            (59, "59 s"),
            (60, "1 m 0 s"),
            (3599, "59 m 59 s"),
            (3600, "1 h 0 m"),
            (86400, "1 d 0 h 0 m"),
            (-60, "−1 m 0 s"),
        ):
            with self.subTest(seconds=seconds):
                self.assertEqual(text, duration(seconds).replace("\u00a0", " "))


class AgesTests(unittest.TestCase):
    def test_it_gets_coarser(self):
        for seconds, text in (
            (0, "0 s"),
            (59.9, "59 s"),
            (60, "1 m"),
            (185, "3 m"),
            (3600, "1 h 0 m"),
            (90000, "1 d 1 h"),
        ):
            with self.subTest(seconds=seconds):
                self.assertEqual(text, span(seconds).replace("\u00a0", " "))

    def test_the_future_is_now(self):
        self.assertEqual("just now", ago(NOW, snapshot(time="2026-03-01T11:00:00Z").time))


if __name__ == "__main__":
    unittest.main()
