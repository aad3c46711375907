import unittest

from colors import GREEN, GREEN_BLUE, ORANGE, PURPLE, RED, YELLOW, color_of


class ColorTests(unittest.TestCase):
    def test_color_is_that_of_the_range(self):
        for score, color in (
            (None, PURPLE), (0, GREEN), (50, GREEN), (50.1, GREEN_BLUE), (100, GREEN_BLUE), (100.1, YELLOW),
            (150, YELLOW), (150.1, ORANGE), (200, ORANGE), (200.1, RED), (500, RED),
        ):  # fmt: skip
            with self.subTest(score=score):
                self.assertEqual(color, color_of(score))


if __name__ == "__main__":
    unittest.main()
