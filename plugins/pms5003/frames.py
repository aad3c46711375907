"""Frames of a PMS5003 in a stream of bytes. Pure. Source: Plantower PMS5003 data manual, appendix."""

START = b"\x42\x4d"

# Content and check, without start and length.
DATA_LENGTH = 28
ANSWER_LENGTH = 4


def command(code: int, value: int) -> bytes:
    """A command to the sensor, with its check."""
    body = START + bytes((code, value >> 8, value & 0xFF))
    return body + sum(body).to_bytes(2, "big")


class FrameReader:
    """Finds whole frames, however they are cut and whatever lies between them."""

    def __init__(self) -> None:
        self._pending = bytearray()
        self.damaged = 0

    def clear(self) -> None:
        """Forgets what has not become a frame."""
        self._pending.clear()
        self.damaged = 0

    def newest(self, data: bytes) -> tuple[int, ...] | None:
        """Takes bytes and answers the 13 words of the last data frame that they complete, if they complete one."""
        self._pending += data
        found = None
        while (frame := self._next()) is not None:
            if len(frame) == 4 + DATA_LENGTH:
                found = tuple(int.from_bytes(frame[at:at + 2], "big") for at in range(4, 30, 2))
        return found

    def _next(self) -> bytes | None:
        pending = self._pending
        while True:
            start = pending.find(START)
            if start < 0:
                # The last byte may be the first of the next start.
                del pending[:len(pending) - pending.endswith(START[:1])]
                return None
            del pending[:start]
            if len(pending) < 4:
                return None
            length = int.from_bytes(pending[2:4], "big")
            if length in (DATA_LENGTH, ANSWER_LENGTH):
                if len(pending) < 4 + length:
                    return None
                frame = bytes(pending[:4 + length])
                if sum(frame[:-2]) & 0xFFFF == int.from_bytes(frame[-2:], "big"):
                    del pending[:len(frame)]
                    return frame
            # The true start may lie within what only looked like a frame.
            self.damaged += 1
            del pending[:len(START)]
