import unittest

from canvas import COLUMNS, ROWS, Canvas, text_width


def lit(canvas):
    return {(x, y) for x in range(COLUMNS) for y in range(ROWS) if canvas.is_lit(x, y)}


class CanvasTests(unittest.TestCase):
    def setUp(self):
        self.canvas = Canvas()

    def test_frame_has_eight_pages_with_the_uppermost_pixel_in_bit_0(self):
        self.canvas.fill(3, 0, 1, 1)
        self.canvas.fill(5, 15, 1, 1)
        self.canvas.fill(127, 63, 1, 1)

        frame = self.canvas.frame()

        self.assertEqual(1024, len(frame))
        self.assertEqual({3: 0x01, 128 + 5: 0x80, 1023: 0x80}, {i: byte for i, byte in enumerate(frame) if byte})

    def test_text_draws_its_letters_side_by_side(self):
        self.assertEqual(12, self.canvas.text(0, 0, "LL"))

        column = {(0, y) for y in range(7)} | {(x, 6) for x in range(5)}
        self.assertEqual(column | {(x + 6, y) for x, y in column}, lit(self.canvas))

    def test_text_is_clipped_on_every_side(self):
        for x, y in ((-3, 10), (125, 10), (10, -4), (10, 61), (-900, 5), (900, 5), (5, -900), (5, 900)):
            with self.subTest(x=x, y=y):
                canvas, whole = Canvas(), Canvas()
                canvas.text(x, y, "H")
                whole.text(40, 20, "H")
                moved = {(left - 40 + x, top - 20 + y) for left, top in lit(whole)}
                self.assertEqual({p for p in moved if 0 <= p[0] < COLUMNS and 0 <= p[1] < ROWS}, lit(canvas))

    def test_text_ends_where_it_is_told(self):
        self.assertEqual(9, self.canvas.text(0, 0, "HHHH", until=9))

        self.assertEqual(8, max(x for x, _ in lit(self.canvas)))

    def test_text_at_twice_the_size_is_as_wide_as_it_says(self):
        for text in ("21.5", "-0.7", "100", "a b", ""):
            with self.subTest(text=text):
                canvas = Canvas()
                canvas.text(0, 0, f"{text}|", scale=2)
                bar = max(x for x, _ in lit(canvas))
                # The bar lies in the middle of its five columns.
                self.assertEqual(text_width(text, 2) + (2 if text else 0) + 5, bar)

    def test_text_right_ends_before_its_column(self):
        left = self.canvas.text_right(COLUMNS, 0, "HH")

        self.assertEqual((COLUMNS - 11, COLUMNS - 1), (left, max(x for x, _ in lit(self.canvas))))
        self.assertEqual(left, min(x for x, _ in lit(self.canvas)))

    def test_text_centered_shows_the_beginning_of_a_long_text(self):
        self.canvas.text_centered(0, "H" * 40)

        self.assertTrue(self.canvas.is_lit(0, 0))

    def test_lines_rectangle_and_fill(self):
        self.canvas.rectangle(10, 20, 4, 3)

        self.assertEqual(
            {(x, y) for x in range(10, 14) for y in range(20, 23)} - {(11, 21), (12, 21)}, lit(self.canvas)
        )

    def test_drawing_outside_and_of_no_size_changes_nothing(self):
        self.canvas.fill(-5, -5, 5, 5)
        self.canvas.fill(3, 3, -1, 4)
        self.canvas.fill(3, 3, 4, -1)
        self.canvas.rectangle(3, 3, 0, 5)
        self.canvas.horizontal(128, 3, 50)
        self.canvas.invert(200, 0, 5, 5)
        self.canvas.invert(3, 3, 4, -1)

        self.assertEqual(set(), lit(self.canvas))

    def test_invert_twice_is_what_was_before(self):
        self.canvas.text(3, 3, "alarm")
        before = lit(self.canvas)

        self.canvas.invert()
        self.assertEqual(COLUMNS * ROWS - len(before), len(lit(self.canvas)))
        self.canvas.invert()

        self.assertEqual(before, lit(self.canvas))

    def test_bar_is_filled_by_its_share(self):
        for share, filled in ((0, 0), (0.5, 20), (1, 40), (7, 40), (-1, 0)):
            with self.subTest(share=share):
                canvas = Canvas()
                canvas.bar(0, 0, 44, 7, share)
                self.assertEqual(filled, sum(canvas.is_lit(x, 3) for x in range(1, 43)))

    def test_bar_of_an_unknown_share_is_no_empty_bar(self):
        unknown, empty = Canvas(), Canvas()
        unknown.bar(0, 0, 44, 7, None)
        empty.bar(0, 0, 44, 7, 0)

        self.assertNotEqual(empty.frame(), unknown.frame())

    def test_graph_scales_to_its_lowest_and_highest_value(self):
        self.assertEqual((10.0, 30.0), self.canvas.graph(0, 44, 20, [10.0, 30.0, 20.0]))

        self.assertTrue(self.canvas.is_lit(0, 63))
        self.assertTrue(self.canvas.is_lit(1, 44))
        self.assertTrue(self.canvas.is_lit(2, 53) or self.canvas.is_lit(2, 54))
        self.assertEqual(44, min(y for _, y in lit(self.canvas)))

    def test_graph_leaves_a_gap_where_nothing_is_known(self):
        self.canvas.graph(0, 44, 20, [1.0, None, None, 2.0])

        self.assertEqual({0, 3}, {x for x, _ in lit(self.canvas)})

    def test_graph_joins_its_values(self):
        self.canvas.graph(0, 0, 20, [0.0, 19.0])

        line = {y for x, y in lit(self.canvas) if x == 1}
        self.assertEqual(set(range(19)), line & set(range(19)))

    def test_graph_of_one_value_lies_in_the_middle(self):
        self.assertEqual((5.0, 5.0), self.canvas.graph(0, 0, 21, [5.0] * 3))

        self.assertTrue(all(self.canvas.is_lit(x, 10) for x in range(3)))

    def test_graph_keeps_noise_small(self):
        self.canvas.graph(0, 0, 21, [20.0, 20.1, 20.0], least_span=10)

        self.assertTrue({y for x, y in lit(self.canvas) if y < 12} <= {9, 10, 11})

    def test_graph_of_nothing_draws_nothing(self):
        self.assertIsNone(self.canvas.graph(0, 0, 20, [None, None]))
        self.assertIsNone(self.canvas.graph(0, 0, 20, []))
        self.assertEqual(set(), lit(self.canvas))


if __name__ == "__main__":
    unittest.main()
