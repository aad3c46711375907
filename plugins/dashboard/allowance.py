"""How many bytes of markup something may have. Pure."""

from html_builder import Html


class Allowance:
    def __init__(self, size: int) -> None:
        self._left = size
        self.refused = 0

    def admits(self, piece: Html) -> bool:
        """Whether it fits; what does not is counted."""
        if piece.size > self._left:
            self.refused += 1
            return False
        self._left -= piece.size
        return True

    @property
    def is_spent(self) -> bool:
        return self.refused > 0
