import unittest

from ssd1306 import FRAME_BYTES, Ssd1306, changes

ARGUMENTS = {0x20: 1, 0x21: 2, 0x22: 2, 0x81: 1, 0x8D: 1, 0xA8: 1, 0xD3: 1, 0xD5: 1, 0xD9: 1, 0xDA: 1, 0xDB: 1}


class Chip:
    """As much of an SSD1306 as the driver uses; the host's tests have a whole one."""

    def __init__(self):
        self.faults = 0
        self.status_is = None
        self.written = []
        self.slept = []
        self.power_cycle()

    def power_cycle(self):
        self.memory = bytearray(b"\xa5" * FRAME_BYTES)
        self.commands = []
        self.on = False
        self.seen_on_with = None
        self.window = [0, 127, 0, 7]
        self.at = [0, 0]

    def transfer(self, address, write, read_len):
        if self.faults:
            self.faults -= 1
            raise OSError("no-acknowledge")
        assert address == 0x3C
        if read_len:
            if self.status_is is None:
                return bytes([0x00 if self.on else 0x40]) * read_len
            if self.status_is == "fault":
                raise OSError("no-acknowledge")
            return bytes([self.status_is]) * read_len
        self.written.append(write)
        if write[0] == 0x40:
            for byte in write[1:]:
                self.take(byte)
        else:
            assert write[0] == 0x00
            self.execute(list(write[1:]))
        return b""

    def take(self, byte):
        column, page = self.at
        self.memory[page * 128 + column] = byte
        if column == self.window[1]:
            column, page = self.window[0], self.window[2] if page == self.window[3] else page + 1
        else:
            column += 1
        self.at = [column, page]

    def execute(self, values):
        while values:
            command = values.pop(0)
            arguments = [values.pop(0) for _ in range(ARGUMENTS.get(command, 0))]
            self.commands.append((command, *arguments))
            if command == 0x21:
                self.window[:2], self.at[0] = arguments, arguments[0]
            elif command == 0x22:
                self.window[2:], self.at[1] = arguments, arguments[0]
            elif command == 0xAF:
                self.on, self.seen_on_with = True, bytes(self.memory)

    def sent(self):
        """Bytes on the wire since the last call."""
        count = sum(len(write) + 1 for write in self.written)
        self.written.clear()
        return count


def frame(*changed):
    picture = bytearray(index % 251 for index in range(FRAME_BYTES))
    for index in changed:
        picture[index] ^= 0xFF
    return bytes(picture)


class Ssd1306Tests(unittest.TestCase):
    def setUp(self):
        self.chip = Chip()
        self.panel = self.make()

    def make(self, **settings):
        return Ssd1306(self.chip.transfer, self.chip.slept.append, **settings)

    def test_constructor_touches_no_bus(self):
        self.assertEqual([], self.chip.written)

    def test_first_frame_sets_it_up_and_is_there_before_it_is_switched_on(self):
        self.panel.show(frame())

        self.assertTrue(self.chip.on)
        self.assertEqual(frame(), self.chip.seen_on_with)
        self.assertLess(self.chip.commands.index((0x8D, 0x14)), self.chip.commands.index((0xAF,)))
        for command in ((0x20, 0x00), (0xA1,), (0xC8,), (0xA8, 63), (0xDA, 0x12), (0x81, 0xCF), (0xA4,), (0xA6,)):
            self.assertIn(command, self.chip.commands)

    def test_flip_and_contrast_are_as_they_are_set(self):
        self.make(contrast=0, flip=True).show(frame())

        for command in ((0xA0,), (0xC0,), (0x81, 0x00)):
            self.assertIn(command, self.chip.commands)
        self.assertNotIn((0xA1,), self.chip.commands)

    def test_contrast_out_of_range_and_a_frame_of_another_size_are_refused(self):
        for contrast in (-1, 256):
            with self.assertRaisesRegex(ValueError, "must be 0 to 255"):
                self.make(contrast=contrast)
        with self.assertRaisesRegex(ValueError, "a frame has 5 bytes, must be 1024"):
            self.panel.show(bytes(5))

    def test_same_frame_is_not_sent_again(self):
        self.panel.show(frame())
        self.chip.sent()

        self.panel.show(frame())

        self.assertEqual(0, self.chip.sent())

    def test_only_what_changed_is_sent(self):
        self.panel.show(frame())
        self.chip.sent()

        self.panel.show(frame(300, 301, 302))

        self.assertEqual(frame(300, 301, 302), self.chip.memory)
        self.assertEqual([b"\x00\x21\x2c\x2e\x22\x02\x02", b"\x40" + frame(300, 301, 302)[300:303]], self.chip.written)

    def test_any_sequence_of_frames_is_what_the_memory_holds(self):
        state = 1
        for _ in range(200):
            changed = []
            for _ in range(7):
                state = state * 48271 % 0x7FFFFFFF
                changed.append(state % FRAME_BYTES)
            self.panel.show(frame(*changed))
            self.assertEqual(frame(*changed), self.chip.memory)

    def test_loss_of_power_that_nobody_saw_is_noticed(self):
        self.panel.show(frame())
        self.chip.power_cycle()

        self.panel.show(frame())

        self.assertTrue(self.chip.on)
        self.assertEqual(frame(), self.chip.memory)
        self.assertIn((0x8D, 0x14), self.chip.commands)

    def test_fault_is_raised_and_the_next_frame_is_whole(self):
        self.panel.show(frame())
        self.chip.faults = 1
        with self.assertRaises(OSError):
            self.panel.show(frame(5))
        self.chip.power_cycle()

        self.panel.show(frame(6))

        self.assertTrue(self.chip.on)
        self.assertEqual(frame(6), self.chip.memory)

    def test_fault_in_the_middle_of_a_frame_leaves_nothing_half_known(self):
        for after in range(1, 22):
            with self.subTest(after=after):
                self.setUp()
                transfer, count = self.chip.transfer, [0]

                def failing(*arguments):
                    count[0] += 1
                    if count[0] == after:
                        raise OSError("bus")
                    return transfer(*arguments)

                panel = Ssd1306(failing, self.chip.slept.append)
                for picture in (frame(1), frame(2, 900), frame(3, 901)):
                    try:
                        panel.show(picture)
                    except OSError:
                        continue
                    self.assertEqual(picture, self.chip.memory)
                panel.show(frame(4))
                self.assertEqual(frame(4), self.chip.memory)
                self.assertTrue(self.chip.on)

    def test_module_that_still_starts_is_waited_for(self):
        self.chip.faults = 2

        self.panel.show(frame())

        self.assertEqual(frame(), self.chip.memory)
        self.assertEqual(2, len(self.chip.slept))

    def test_module_that_is_not_there_is_not_waited_for_long(self):
        self.chip.faults = 1000

        with self.assertRaises(OSError):
            self.panel.show(frame())

        self.assertLess(sum(self.chip.slept), 0.1)

    def test_chip_without_a_status_is_set_up_each_time(self):
        for status in (0xFF, "fault"):
            with self.subTest(status=status):
                self.setUp()
                self.chip.status_is = status
                self.panel.show(frame())
                for _ in range(2):
                    self.chip.power_cycle()
                    self.panel.show(frame())
                    self.assertTrue(self.chip.on)
                    self.assertIn((0x8D, 0x14), self.chip.commands)
                    self.assertEqual(frame(), self.chip.memory)


class ChangesTests(unittest.TestCase):
    def test_stretches_are_those_that_differ(self):
        before = bytes(128)
        for changed, expected in (
            ((), []),
            ((0,), [(0, 0)]),
            ((127,), [(127, 127)]),
            ((5, 6, 7), [(5, 7)]),
            ((5, 15), [(5, 15)]),
            ((5, 16), [(5, 5), (16, 16)]),
            (range(128), [(0, 127)]),
        ):
            now = bytearray(before)
            for index in changed:
                now[index] = 1
            with self.subTest(changed=changed):
                self.assertEqual(expected, list(changes(before, bytes(now))))

    def test_everything_differs_from_the_unknown(self):
        self.assertEqual([(0, 127)], list(changes(None, bytes(128))))


if __name__ == "__main__":
    unittest.main()
