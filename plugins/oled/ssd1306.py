"""
The SSD1306, a display of 128 by 64 pixels on I2C. Pure: no host, no picture of its own.

Source: Solomon Systech SSD1306 datasheet, sections 8.1.5 (I2C), 8.7 (memory), 9 and 10 (commands).
"""

from collections.abc import Callable, Iterator

COLUMNS = 128
PAGES = 8
FRAME_BYTES = COLUMNS * PAGES

# The control byte before what follows: commands, or data for the memory (section 8.1.5.2).
_COMMANDS = 0x00
_DATA = 0x40

# Bit of the status: the panel is off, as it is after it lost its power.
_OFF = 0x40

# A window costs about so many bytes on the wire, so that a shorter stretch of the same columns is cheaper sent along.
_WINDOW_BYTES = 10

# How long a module may need after its power came on, and how often it is asked until then.
_POWER_UP_SECONDS = 0.01
_TRIES = 3

Transfer = Callable[[int, bytes, int], bytes]


class Ssd1306:
    """
    Sends frames, and of a frame only what changed. The first one, and the first one after a fault or a loss of power,
    sets the display up and is sent whole.

    - `transfer(address, write, read_len)`: one I2C transaction; raises OSError.
    - `sleep(seconds)`.
    - `address`: 0x3C, or 0x3D with the module's address bridge changed.
    - `contrast`: 0 to 255, how bright it is.
    - `flip`: for a module that is mounted upside down.
    """

    def __init__(
        self,
        transfer: Transfer,
        sleep: Callable[[float], None],
        address: int = 0x3C,
        contrast: int = 0xCF,
        flip: bool = False,
    ) -> None:
        if not 0 <= contrast <= 255:
            raise ValueError(f"contrast is {contrast}, must be 0 to 255")
        self._transfer = transfer
        self._sleep = sleep
        self._address = address
        self._contrast = contrast
        self._flip = flip
        self._shown: bytes | None = None
        self._tells_power = True

    def show(self, frame: bytes) -> None:
        """Shows 1,024 bytes: 8 pages of 128 columns, bit 0 of a byte uppermost. Raises OSError when the bus fails."""
        if len(frame) != FRAME_BYTES:
            raise ValueError(f"a frame has {len(frame)} bytes, must be {FRAME_BYTES}")
        shown, self._shown = self._shown, None
        # One that does not tell whether it lost its power is set up each time.
        if shown is not None and (not self._tells_power or self._is_off()):
            shown = None
        if shown is None:
            self._begin()
        self._send(frame, shown)
        if shown is None:
            self._command(0xAF)
            self._tells_power = self._can_tell()
        self._shown = frame

    def _begin(self) -> None:
        """
        Everything but switching on: that comes after the picture, so that nobody sees what the memory held before.
        One that is on stays on, so that it does not flicker when it is set up again.
        """
        for attempt in range(1, _TRIES + 1):
            try:
                self._command(0xD5, 0x80)  # clock: the default
                break
            except OSError:
                if attempt == _TRIES:
                    raise
                self._sleep(_POWER_UP_SECONDS)
        turn = (0xA0, 0xC0) if self._flip else (0xA1, 0xC8)
        self._command(
            0xA8, PAGES * 8 - 1,  # rows
            0xD3, 0x00,  # offset of the rows
            0x40,  # start line
            0x8D, 0x14,  # charge pump on: the module has no other supply for the panel
            0x20, 0x00,  # addresses run along a page, then to the next
            *turn,
            0xDA, 0x12,  # wiring of the rows: a panel of 64
            0x81, self._contrast,
            0xD9, 0xF1,  # precharge, for a charge pump
            0xDB, 0x40,  # level of unselected rows
            0x2E,  # no scrolling
            0xA4,  # show the memory
            0xA6,  # lit is 1
        )

    def _send(self, frame: bytes, shown: bytes | None) -> None:
        for page in range(PAGES):
            first = page * COLUMNS
            now = frame[first:first + COLUMNS]
            before = None if shown is None else shown[first:first + COLUMNS]
            for left, right in changes(before, now):
                self._command(0x21, left, right, 0x22, page, page)
                self._transfer(self._address, bytes((_DATA,)) + now[left:right + 1], 0)

    def _command(self, *values: int) -> None:
        self._transfer(self._address, bytes((_COMMANDS, *values)), 0)

    def _is_off(self) -> bool:
        return bool(self._transfer(self._address, b"", 1)[0] & _OFF)

    def _can_tell(self) -> bool:
        """Whether the status says that it is on, as it is: a relative of the chip may answer anything, or nothing."""
        try:
            return not self._is_off()
        except OSError:
            return False


def changes(before: bytes | None, now: bytes) -> Iterator[tuple[int, int]]:
    """First and last index of each stretch that differs; all of it when nothing is known of the one before."""
    if before is None:
        yield 0, len(now) - 1
        return
    left = right = -1
    for index in (index for index in range(len(now)) if before[index] != now[index]):
        if left >= 0 and index - right > _WINDOW_BYTES:
            yield left, right
            left = -1
        if left < 0:
            left = index
        right = index
    if left >= 0:
        yield left, right
