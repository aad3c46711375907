"""A PMS5003 dust sensor on a serial port of 9600 baud. Pure: no host. Source: Plantower PMS5003 data manual."""

import time
from collections.abc import Callable
from dataclasses import dataclass

from frames import FrameReader, command

BAUD = 9600

PASSIVE = command(0xE1, 0)
READ = command(0xE2, 0)
WAKE = command(0xE4, 1)

# Together well below the two seconds that a poll has.
_SETTLE_SECONDS = 0.05
_ANSWER_SECONDS = 0.4
_FRAME_SECONDS = 1.15

_MOST_BYTES = 256

# So much is on the line within some minutes; a port that holds more may have dropped what came last.
_MOST_WAITING_BYTES = 2048


@dataclass(frozen=True)
class Reading:
    """Mass of the particles up to 1, 2.5 and 10 um in a cubic metre of air as it is, in ug."""

    pm1: int
    pm2_5: int
    pm10: int


class Pms5003:
    """Asks for each measurement (passive mode). A sensor that does not listen is taken by what it sends by itself.

    `read(max_len, timeout_seconds)` answers what has arrived, waits for the first byte only, and answers nothing when
    none came; `write(data)` sends; both raise OSError. `sleep` takes seconds, `clock` tells them.
    """

    def __init__(
        self,
        read: Callable[[int, float], bytes],
        write: Callable[[bytes], None],
        sleep: Callable[[float], None],
        *,
        warm_up_seconds: float = 30,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._read = read
        self._write = write
        self._sleep = sleep
        self._clock = clock
        self._warm_up_seconds = warm_up_seconds
        self._frames = FrameReader()
        self._listens: bool | None = None
        self._may_be_cold = False
        self._warm_at: float | None = None

    def read(self) -> Reading | None:
        """One measurement, none while the sensor warms up. OSError: the port failed, or no whole frame came.

        After a silence, and when it sends by itself again, the sensor was perhaps without power: what it tells then
        counts once its fan has run. One that does not listen cannot be seen to have been without power for a moment.
        """
        try:
            words = self._ask() if self._listens is not False else self._overhear()
        except OSError:
            self._listens = None
            raise
        if words is None:
            self._fail()
        return self._warm(Reading(*words[3:6]))

    def _ask(self) -> tuple[int, ...] | None:
        unasked, _ = self._arrived()
        if self._listens and unasked is not None:
            self._listens, self._may_be_cold = None, True
        if self._listens is None:
            self._write(PASSIVE)
            self._sleep(_SETTLE_SECONDS)
            self._arrived()
        self._frames.clear()
        self._write(READ)
        words = self._wait(_ANSWER_SECONDS)
        if self._listens and words is None and not self._frames.damaged:
            self._may_be_cold = True
        self._listens = words is not None
        return words or self._wait(_FRAME_SECONDS)

    def _overhear(self) -> tuple[int, ...] | None:
        self._frames.damaged = 0
        words, count = self._arrived()
        if words is not None and count <= _MOST_WAITING_BYTES:
            return words
        return self._wait(_FRAME_SECONDS)

    def _arrived(self) -> tuple[tuple[int, ...] | None, int]:
        """The newest frame of those that wait to be read, and how many bytes waited."""
        newest, count = None, 0
        while data := self._read(_MOST_BYTES, 0):
            newest = self._frames.newest(data) or newest
            count += len(data)
            if count > 512 * _MOST_BYTES:
                raise OSError("more bytes come than such a sensor sends: check that the port is the right one")
        return newest, count

    def _wait(self, seconds: float) -> tuple[int, ...] | None:
        end = self._clock() + seconds
        while (left := end - self._clock()) > 0:
            words = self._frames.newest(self._read(_MOST_BYTES, left))
            if words is not None:
                return words
        return None

    def _fail(self) -> None:
        damaged = self._frames.damaged
        self._frames.clear()
        self._listens = None
        self._may_be_cold = self._may_be_cold or not damaged
        # If it sleeps, this is what it needs.
        self._write(WAKE)
        if damaged:
            raise OSError("what arrives is damaged: check the cable, and that the sensor sends with 9600 baud")
        raise OSError("nothing arrives: check its supply of 5 V, and that its TXD goes to the port's RX")

    def _warm(self, reading: Reading) -> Reading | None:
        if self._may_be_cold:
            self._may_be_cold = False
            self._warm_at = self._clock() + self._warm_up_seconds
        if self._warm_at is not None and self._clock() < self._warm_at:
            return None
        self._warm_at = None
        return reading
