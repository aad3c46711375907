import unittest

from html_builder import ATTRIBUTE_LIMIT, TEXT_LIMIT, Html, bounded, element, fragment
from test_tools import read

HOSTILE = (
    "<script>alert(1)</script>",
    "</p></section></main><script src=//x></script>",
    '"><img src=x onerror=alert(1)>',
    "' onmouseover='alert(1)",
    "&lt;b&gt; &amp; &#60;",
    "<!-- -->",
    "<![CDATA[x]]>",
    "{{7*7}} ${x} `x`",
    "javascript:alert(1)",
    "a\x00b\x08c\x7f",
)
SHOWN = {"a\x00b\x08c\x7f": "a\ufffdb\ufffdc\ufffd"}


class ElementTests(unittest.TestCase):
    def test_text_stays_text(self):
        for text in HOSTILE:
            with self.subTest(text=text):
                self.assertEqual(SHOWN.get(text, text), read(element("p", text).markup()).one("p").text)

    def test_attribute_stays_attribute(self):
        for text in HOSTILE:
            with self.subTest(text=text):
                [found] = read(element("p", "x", class_=text).markup()).all("p")
                self.assertEqual({"class": SHOWN.get(text, text)}, found.attributes)

    def test_names_are_written_as_html_has_them(self):
        made = element("div", class_="a", data_key="k", aria_label="l", hidden=True, open=False, title=None, width=3)

        self.assertEqual('<div class="a" data-key="k" aria-label="l" hidden width="3"></div>', made.markup())

    def test_a_name_from_elsewhere_is_refused(self):
        for name in ("p onclick=x", "", "p>", "1", "é", "p\n"):
            with self.subTest(name=name):
                self.assertRaises(ValueError, element, name)
                self.assertRaises(ValueError, element, "p", **{name: "x"})

    def test_markup_cannot_be_made_of_a_text(self):
        self.assertRaises(TypeError, Html, "<b>x</b>")
        self.assertRaises(TypeError, lambda: "<b>" + element("p"))
        self.assertNotIn("<p>", f"{element('p')}")

    def test_nothing_is_left_out(self):
        self.assertEqual("a<p></p>b", fragment("a", None, element("p"), "b").markup())

    def test_size_is_that_of_the_bytes(self):
        self.assertEqual((8, 10), (element("p", "x").size, element("p", "°C").size))


class BoundedTests(unittest.TestCase):
    def test_long_text_is_cut_visibly(self):
        for text in ("x" * 10_000, "é" * 10_000, "\U0001f600" * 10_000, "a\u0301" * 10_000):
            cut = bounded(text, 80)
            self.assertEqual((80, "…"), (len(cut), cut[-1]))
        self.assertEqual("x" * 80, bounded("x" * 80, 80))

    def test_every_text_and_attribute_is_bounded(self):
        made = read(element("p", "x" * 10_000, class_="y" * 10_000).markup()).one("p")

        self.assertEqual((TEXT_LIMIT, ATTRIBUTE_LIMIT), (len(made.text), len(made.attributes["class"])))

    def test_direction_cannot_be_turned(self):
        for code in (0x061C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A), 0xFEFF, 0x200B):
            with self.subTest(code=hex(code)):
                self.assertEqual("a\ufffdb", bounded(f"a{chr(code)}b"))

    def test_half_a_character_can_be_sent(self):
        self.assertEqual("a\ufffd", bounded("a\ud800"))
        bounded("a\udfffb").encode()

    def test_lines_become_one(self):
        self.assertEqual("a b c", bounded("a\r\n\tb \n c"))

    def test_other_writing_is_kept(self):
        for text in ("Wärme 21 °C", "温度", "حرارة", "क\u094d\u200dष", "👩\u200d🔬"):
            self.assertEqual(text, bounded(text))


if __name__ == "__main__":
    unittest.main()
