"""
A picture of 128 by 64 pixels and what is drawn on it. Pure: no host, no display.

Every drawing is clipped: what lies outside of the picture is left out.
"""

from collections.abc import Sequence

from font import letter

COLUMNS = 128
ROWS = 64
PAGES = ROWS // 8

_ALL = (1 << ROWS) - 1


def text_width(text: str, scale: int = 1) -> int:
    """How many columns a text takes at scale 1 or 2, without the gap after its last letter."""
    return sum(len(letter(character, scale)) + scale for character in text) - scale if text else 0


class Canvas:
    """Each column is one number, its bit 0 the uppermost pixel."""

    def __init__(self) -> None:
        self._columns = [0] * COLUMNS

    def frame(self) -> bytes:
        """1,024 bytes as the display wants them: 8 pages of 128 columns, bit 0 of a byte uppermost."""
        return bytes(column >> 8 * page & 0xFF for page in range(PAGES) for column in self._columns)

    def is_lit(self, x: int, y: int) -> bool:
        return 0 <= x < COLUMNS and 0 <= y < ROWS and bool(self._columns[x] >> y & 1)

    def text(self, x: int, y: int, text: str, scale: int = 1, until: int = COLUMNS) -> int:
        """
        Writes from the upper left corner on, at scale 1 or 2, up to the column `until`; answers where the next letter
        would begin.
        """
        for character in text:
            for bits in letter(character, scale):
                if x >= until:
                    return until
                self._draw(x, y, bits)
                x += 1
            x += scale
        return x

    def text_right(self, right: int, y: int, text: str, scale: int = 1) -> int:
        """Writes a text that ends before the column `right`; answers its first column."""
        left = right - text_width(text, scale)
        self.text(left, y, text, scale)
        return left

    def text_centered(self, y: int, text: str, scale: int = 1) -> None:
        """Writes a text into the middle; of one that is too wide, its beginning."""
        self.text(max(0, (COLUMNS - text_width(text, scale)) // 2), y, text, scale)

    def horizontal(self, x: int, y: int, length: int) -> None:
        self.fill(x, y, length, 1)

    def vertical(self, x: int, y: int, length: int) -> None:
        self.fill(x, y, 1, length)

    def rectangle(self, x: int, y: int, width: int, height: int) -> None:
        """An outline of one pixel."""
        if width <= 0 or height <= 0:
            return
        self.horizontal(x, y, width)
        self.horizontal(x, y + height - 1, width)
        self.vertical(x, y, height)
        self.vertical(x + width - 1, y, height)

    def fill(self, x: int, y: int, width: int, height: int) -> None:
        bits = (1 << max(0, height)) - 1
        for column in range(x, x + width):
            self._draw(column, y, bits)

    def invert(self, x: int = 0, y: int = 0, width: int = COLUMNS, height: int = ROWS) -> None:
        """Makes lit pixels dark and dark ones lit."""
        bits = _moved((1 << max(0, height)) - 1, y)
        for column in range(max(0, x), min(COLUMNS, x + width)):
            self._columns[column] ^= bits

    def bar(self, x: int, y: int, width: int, height: int, share: float | None) -> None:
        """A frame, filled from the left by a share of 0 to 1; a broken line in it for an unknown one."""
        self.rectangle(x, y, width, height)
        room = width - 4
        if share is None:
            for column in range(x + 3, x + width - 3, 4):
                self.horizontal(column, y + height // 2, 2)
        else:
            self.fill(x + 2, y + 2, round(max(0.0, min(1.0, share)) * room), height - 4)

    def graph(
        self, x: int, y: int, height: int, values: Sequence[float | None], least_span: float = 0.0
    ) -> tuple[float, float] | None:
        """
        Draws one value per column, the lowest at the bottom and the highest at the top, with a gap for each None.

        A span below `least_span` is drawn in the middle as if it were that wide, so that noise stays small.
        Answers the lowest and the highest value; None, and nothing is drawn, without any value.
        """
        known = [value for value in values if value is not None]
        if not known:
            return None
        low, high = min(known), max(known)
        span = max(high - low, least_span) or 1.0
        bottom = (low + high - span) / 2
        before = None
        for offset, value in enumerate(values):
            row = None if value is None else y + height - 1 - round((value - bottom) / span * (height - 1))
            if row is not None:
                self._graph_column(x + offset, row, row if before is None else before, y + height)
            before = row
        return low, high

    def _graph_column(self, x: int, row: int, before: int, bottom: int) -> None:
        """A line from the row before to this one, and a light shade below it."""
        # Joined half way, so that a steep line is as thick as a flat one.
        first, last = min(row, before + (row < before)), max(row, before - (row > before))
        self.vertical(x, first, last - first + 1)
        for shade in range(last + 2, bottom):
            if (x % 4, shade % 4) in ((0, 0), (2, 2)):
                self.vertical(x, shade, 1)

    def _draw(self, x: int, y: int, bits: int) -> None:
        if 0 <= x < COLUMNS:
            self._columns[x] |= _moved(bits, y)


def _moved(bits: int, y: int) -> int:
    """Bits moved down by y pixels, or up, and clipped."""
    return (bits << y if y >= 0 else bits >> -y) & _ALL
