"""
Letters of 5 by 7 pixels. Pure: no host, no state.

The sheet is the font: each band shows its characters side by side, one blank column between them, `#` for a lit pixel.
A glyph is a tuple of five columns; bit 0 of a column is its uppermost pixel.
"""

from functools import lru_cache

WIDTH = 5
HEIGHT = 7

# Stands for every character that the sheet does not have.
REPLACEMENT = "\ufffd"

Glyph = tuple[int, ...]

_SHEET = {
    " !\"#$%&'()*+,-./": """
..... ..#.. .#.#. .#.#. ..#.. ##..# .##.. ..#.. ...#. .#... ..... ..... ..... ..... ..... .....
..... ..#.. .#.#. .#.#. .#### ##..# #..#. ..#.. ..#.. ..#.. ..#.. ..#.. ..... ..... ..... ....#
..... ..#.. .#.#. ##### #.#.. ...#. #.#.. .#... .#... ...#. #.#.# ..#.. ..... ..... ..... ...#.
..... ..#.. ..... .#.#. .###. ..#.. .#... ..... .#... ...#. .###. ##### ..... .###. ..... ..#..
..... ..#.. ..... ##### ..#.# .#... #.#.# ..... .#... ...#. #.#.# ..#.. .##.. ..... ..... .#...
..... ..... ..... .#.#. ####. #..## #..#. ..... ..#.. ..#.. ..#.. ..#.. ..#.. ..... .##.. #....
..... ..#.. ..... .#.#. ..#.. #..## .##.# ..... ...#. .#... ..... ..... .#... ..... .##.. .....
""",
    "0123456789:;<=>?": """
.###. ..#.. .###. .###. ...#. ##### ..##. ##### .###. .###. ..... ..... ...#. ..... .#... .###.
#...# .##.. #...# #...# ..##. #.... .#... ....# #...# #...# .##.. .##.. ..#.. ..... ..#.. #...#
#...# ..#.. ....# ....# .#.#. ####. #.... ...#. #...# #...# .##.. .##.. .#... ##### ...#. ....#
#.#.# ..#.. ...#. ..##. #..#. ....# ####. ..#.. .###. .#### ..... ..... #.... ..... ....# ...#.
#...# ..#.. ..#.. ....# ##### ....# #...# .#... #...# ....# .##.. .##.. .#... ##### ...#. ..#..
#...# ..#.. .#... #...# ...#. #...# #...# .#... #...# ...#. .##.. ..#.. ..#.. ..... ..#.. .....
.###. .###. ##### .###. ...#. .###. .###. .#... .###. .##.. ..... .#... ...#. ..... .#... ..#..
""",
    "@ABCDEFGHIJKLMNO": """
.###. .###. ####. .###. ###.. ##### ##### .###. #...# .###. ..### #...# #.... #...# #...# .###.
#...# #...# #...# #...# #..#. #.... #.... #...# #...# ..#.. ...#. #..#. #.... ##.## #...# #...#
....# #...# #...# #.... #...# #.... #.... #.... #...# ..#.. ...#. #.#.. #.... #.#.# ##..# #...#
.##.# #...# ####. #.... #...# ####. ####. #.### ##### ..#.. ...#. ##... #.... #.#.# #.#.# #...#
#.#.# ##### #...# #.... #...# #.... #.... #...# #...# ..#.. ...#. #.#.. #.... #...# #..## #...#
#.#.# #...# #...# #...# #..#. #.... #.... #...# #...# ..#.. #..#. #..#. #.... #...# #...# #...#
.###. #...# ####. .###. ###.. ##### #.... .#### #...# .###. .##.. #...# ##### #...# #...# .###.
""",
    "PQRSTUVWXYZ[\\]^_": """
####. .###. ####. .#### ##### #...# #...# #...# #...# #...# ##### .###. ..... .###. ..#.. .....
#...# #...# #...# #.... ..#.. #...# #...# #...# #...# #...# ....# .#... #.... ...#. .#.#. .....
#...# #...# #...# #.... ..#.. #...# #...# #...# .#.#. #...# ...#. .#... .#... ...#. #...# .....
####. #...# ####. .###. ..#.. #...# #...# #.#.# ..#.. .#.#. ..#.. .#... ..#.. ...#. ..... .....
#.... #.#.# #.#.. ....# ..#.. #...# #...# #.#.# .#.#. ..#.. .#... .#... ...#. ...#. ..... .....
#.... #..#. #..#. ....# ..#.. #...# .#.#. #.#.# #...# ..#.. #.... .#... ....# ...#. ..... .....
#.... .##.# #...# ####. ..#.. .###. ..#.. .#.#. #...# ..#.. ##### .###. ..... .###. ..... #####
""",
    "`abcdefghijklmno": """
.#... ..... #.... ..... ....# ..... ..##. ..... #.... ..#.. ...#. #.... .##.. ..... ..... .....
..#.. ..... #.... ..... ....# ..... .#..# ..... #.... ..... ..... #.... ..#.. ..... ..... .....
...#. .###. #.##. .###. .##.# .###. .#... .#### #.##. .##.. ..##. #..#. ..#.. ##.#. #.##. .###.
..... ....# ##..# #.... #..## #...# ###.. #...# ##..# ..#.. ...#. #.#.. ..#.. #.#.# ##..# #...#
..... .#### #...# #.... #...# ##### .#... .#### #...# ..#.. ...#. ##... ..#.. #.#.# #...# #...#
..... #...# #...# #...# #...# #.... .#... ....# #...# ..#.. #..#. #.#.. ..#.. #...# #...# #...#
..... .#### ####. .###. .#### .###. .#... .###. #...# .###. .##.. #..#. .###. #...# #...# .###.
""",
    "pqrstuvwxyz{|}~°": """
..... ..... ..... ..... .#... ..... ..... ..... ..... ..... ..... ...#. ..#.. .#... ..... .##..
..... ..... ..... ..... .#... ..... ..... ..... ..... ..... ..... ..#.. ..#.. ..#.. ..... #..#.
####. .##.# #.##. .#### ###.. #...# #...# #...# #...# #...# ##### ..#.. ..#.. ..#.. .#... #..#.
#...# #..## ##..# #.... .#... #...# #...# #...# .#.#. #...# ...#. .#... ..#.. ...#. #.#.# .##..
####. .#### #.... .###. .#... #...# #...# #.#.# ..#.. .#### ..#.. ..#.. ..#.. ..#.. ...#. .....
#.... ....# #.... ....# .#..# #..## .#.#. #.#.# .#.#. ....# .#... ..#.. ..#.. ..#.. ..... .....
#.... ....# #.... ####. ..##. .##.# ..#.. .#.#. #...# .###. ##### ...#. ..#.. .#... ..... .....
""",
    "µΩ\ufffd": """
..... .###. #####
..... #...# #.#.#
#..#. #...# #...#
#..#. #...# #.#.#
#..#. .#.#. #...#
###.# .#.#. #.#.#
#.... ##.## #####
""",
}

# The same sign at another place of Unicode: Ohm sign, Greek mu.
_SAME = {"\u2126": "Ω", "\u03bc": "µ"}

_NARROW = ".,:;!'"


def _read_sheet() -> dict[str, Glyph]:
    glyphs = {}
    for characters, art in _SHEET.items():
        rows = art.strip("\n").split("\n")
        for index, character in enumerate(characters):
            first = index * (WIDTH + 1)
            glyphs[character] = tuple(
                sum((row[first + x] == "#") << y for y, row in enumerate(rows)) for x in range(WIDTH)
            )
    return glyphs


GLYPHS = _read_sheet()


def glyph(character: str) -> Glyph:
    """The columns of a character; a box for one that the font does not have."""
    return GLYPHS.get(_SAME.get(character, character)) or GLYPHS[REPLACEMENT]


@lru_cache(maxsize=128)
def letter(character: str, scale: int = 1) -> Glyph:
    """
    What is drawn of a character at scale 1 or 2. All are equally wide, so that numbers stand still while they count,
    but for a space and punctuation, which would tear a number apart.
    """
    columns = glyph(character)
    if character in _NARROW:
        columns = _trimmed(columns)
    elif character == " ":
        columns = columns[:3]
    return columns if scale == 1 else _doubled(columns)


def _trimmed(columns: Glyph) -> Glyph:
    lit = [x for x, column in enumerate(columns) if column]
    return columns[lit[0]:lit[-1] + 1]


def _doubled(source: Glyph) -> Glyph:
    """A glyph at twice its size, 14 pixels high, with the stairs of slanting strokes filled in."""
    columns = []
    for x in range(len(source)):
        left, right = 0, 0
        for y in range(HEIGHT):
            corners = _quarter(source, x, y)
            left |= (corners[0] | corners[2] << 1) << 2 * y
            right |= (corners[1] | corners[3] << 1) << 2 * y
        columns += [left, right]
    return tuple(columns)


def _quarter(source: Glyph, x: int, y: int) -> tuple[bool, bool, bool, bool]:
    """Four pixels for one. A dark one is lit in the corner where two lit neighbours meet and its other two are dark."""

    def lit(column: int, row: int) -> bool:
        return 0 <= column < len(source) and 0 <= row and bool(source[column] >> row & 1)

    if lit(x, y):
        return True, True, True, True
    above, below, left, right = lit(x, y - 1), lit(x, y + 1), lit(x - 1, y), lit(x + 1, y)
    return (
        above and left and not below and not right,
        above and right and not below and not left,
        below and left and not above and not right,
        below and right and not above and not left,
    )
