import unittest

import font


class FontTests(unittest.TestCase):
    def test_every_printable_character_has_a_glyph(self):
        expected = {chr(code) for code in range(0x20, 0x7F)} | set("°%µΩ") | {font.REPLACEMENT}

        self.assertEqual(expected, set(font.GLYPHS))

    def test_every_band_of_the_sheet_is_as_wide_as_its_characters(self):
        for characters, art in font._SHEET.items():
            rows = art.strip("\n").split("\n")
            with self.subTest(characters=characters):
                self.assertEqual(font.HEIGHT, len(rows))
                for row in rows:
                    glyphs = row.split(" ")
                    self.assertEqual(len(characters), len(glyphs))
                    self.assertEqual({font.WIDTH}, {len(glyph) for glyph in glyphs})
                    self.assertLessEqual(set(row), set("#. "))

    def test_every_glyph_is_within_five_by_seven(self):
        for character, glyph in font.GLYPHS.items():
            with self.subTest(character=character):
                self.assertEqual(font.WIDTH, len(glyph))
                self.assertTrue(all(0 <= column < 1 << font.HEIGHT for column in glyph))

    def test_no_two_glyphs_are_equal_as_they_are_drawn(self):
        drawn = {}
        for character in font.GLYPHS:
            ink = trimmed(font.letter(character))
            self.assertNotIn(ink, drawn, f"{character!r} looks like {drawn.get(ink)!r}")
            drawn[ink] = character

    def test_only_the_space_is_empty(self):
        self.assertEqual([" "], [character for character, glyph in font.GLYPHS.items() if not any(glyph)])

    def test_a_glyph_is_read_from_the_sheet_column_by_column(self):
        self.assertEqual((0b1111111, 0b1000000, 0b1000000, 0b1000000, 0b1000000), font.glyph("L"))

    def test_an_unknown_character_is_a_box_and_the_same_signs_are_one(self):
        self.assertEqual(font.glyph(font.REPLACEMENT), font.glyph("中"))
        self.assertEqual(font.glyph("Ω"), font.glyph("\u2126"))
        self.assertEqual(font.glyph("µ"), font.glyph("\u03bc"))

    def test_digits_and_letters_are_equally_wide_and_punctuation_is_narrow(self):
        self.assertEqual({5}, {len(font.letter(character)) for character in "0123456789-ABCilmw%°"})
        self.assertEqual([2, 2, 3], [len(font.letter(character)) for character in ".: "])

    def test_a_doubled_glyph_is_the_glyph_where_all_four_pixels_are_lit(self):
        for character, glyph in font.GLYPHS.items():
            if len(font.letter(character)) != font.WIDTH:
                continue
            large = font.letter(character, 2)
            self.assertEqual(2 * font.WIDTH, len(large))
            for x in range(font.WIDTH):
                for y in range(font.HEIGHT):
                    quarter = (large[2 * x] >> 2 * y & 3, large[2 * x + 1] >> 2 * y & 3)
                    self.assertEqual(bool(glyph[x] >> y & 1), quarter == (3, 3), f"{character!r} at {x}, {y}")

    def test_stairs_of_a_doubled_glyph_are_filled(self):
        lit = [sum(column.bit_count() for column in font.letter(character, 2)) for character in "/|"]
        single = [sum(column.bit_count() for column in font.glyph(character)) for character in "/|"]

        self.assertGreater(lit[0], 4 * single[0])
        self.assertEqual(4 * single[1], lit[1])


def trimmed(glyph):
    lit = [index for index, column in enumerate(glyph) if column]
    # How high it stands counts: an apostrophe is no comma.
    return glyph[lit[0]:lit[-1] + 1] if lit else ()


if __name__ == "__main__":
    unittest.main()
