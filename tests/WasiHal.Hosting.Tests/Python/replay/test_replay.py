"""wasihal_replay, under plain CPython."""

import os
import tempfile
import unittest

from wasihal_replay import Replay

HEADER = '{"format":"wasihal-bus/1","plugin":"bme","started":"2026-03-01T12:00:00.007Z"}'
CHIP = [
    HEADER,
    '{"t":0,"bus":"plugin","op":"start","version":"a"}',
    '{"t":0,"bus":"i2c-1","address":"0x76","write":"d0","read":"58"}',
    '{"t":1,"bus":"plugin","op":"start","version":"b"}',
    '{"t":1,"bus":"i2c-1","address":"0x76","write":"d0","read":"60"}',
    '{"t":1,"bus":"i2c-1","address":"0x77","write":"D0","read":"61","later":[]}',
    '{"t":1,"bus":"gpio-4","op":"read","high":true}',
    '{"t":2,"bus":"i2c-1","address":"0x76","write":"f7","readLength":8,"error":"no-acknowledge","message":"Nothing answers at 0x76."}',
    '{"t":3,"bus":"i2c-1","address":"0x76"}',
]


class ReplayTests(unittest.TestCase):
    def replay(self, lines, **options):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.addCleanup(os.chdir, os.getcwd())
        os.chdir(folder.name)
        with open("a.jsonl", "w", encoding="utf-8", newline="\n") as file:
            file.write("".join(line + "\n" for line in lines))
        return Replay("a.jsonl", **options)

    def test_answers_from_the_last_start_in_the_order_of_each_device(self):
        replay = self.replay(CHIP)
        self.assertEqual(replay.transfer(0x77, b"\xd0", 1), b"\x61")
        self.assertEqual(replay.transfer(0x76, bytearray([0xD0]), 1), b"\x60")
        with self.assertRaisesRegex(OSError, "^no-acknowledge: Nothing answers at 0x76.$"):
            replay.transfer(0x76, b"\xf7", 8)
        replay.sleep(3600)
        self.assertEqual(replay.transfer(0x76, b"", 0), b"")
        replay.finish()

    def test_begins_where_it_is_told(self):
        self.assertEqual(self.replay(CHIP, line=1).transfer(0x76, b"\xd0", 1), b"\x58")

    def test_another_request_names_line_and_both(self):
        replay = self.replay(CHIP)
        expected = r"^a.jsonl: line 5: expected i2c-1 0x76 write d0 read 1, got write d1 read 1\.$"
        with self.assertRaisesRegex(AssertionError, expected):
            replay.transfer(0x76, b"\xd1", 1)
        with self.assertRaisesRegex(AssertionError, expected):
            replay.transfer(0x76, b"\xd0", 1)
        with self.assertRaisesRegex(AssertionError, expected):
            replay.finish()

    def test_what_is_left_over_is_named(self):
        replay = self.replay(CHIP)
        replay.transfer(0x76, b"\xd0", 1)
        with self.assertRaisesRegex(AssertionError, r"^a.jsonl: line 6: i2c-1 0x77 write d0 read 1 was recorded and did not come, nor did 2 later ones\.$"):
            replay.finish()

    def test_after_the_last_and_of_an_unknown_device(self):
        replay = self.replay(CHIP)
        replay.transfer(0x77, b"\xd0", 1)
        with self.assertRaisesRegex(AssertionError, r"^a.jsonl: line 6 was the last one of i2c-1 0x77, got the address only\.$"):
            replay.transfer(0x77, b"", 0)
        with self.assertRaisesRegex(AssertionError, r"^a.jsonl: nothing was recorded of i2c-1 0x10, got read 2\. Recorded are: i2c-1 0x76, i2c-1 0x77\.$"):
            self.replay(CHIP).transfer(0x10, b"", 2)

    def test_long_payloads_are_compared_as_far_as_they_are_kept(self):
        cut = '{"t":0,"bus":"i2c-1","address":"0x3c","write":"' + "00" * 256 + '","writeLength":1025}'
        self.assertEqual(self.replay([HEADER, cut]).transfer(0x3C, bytes(1025), 0), b"")
        with self.assertRaisesRegex(AssertionError, r"\(1025 bytes\), got write 00+… \(1024 bytes\)"):
            self.replay([HEADER, cut]).transfer(0x3C, bytes(1024), 0)
        short = '{"t":0,"bus":"i2c-1","address":"0x3c","read":"01","readLength":2}'
        with self.assertRaisesRegex(AssertionError, "answered 2 bytes, and only 1 of them were kept"):
            self.replay([HEADER, short]).transfer(0x3C, b"", 2)

    def test_a_gap_is_passed_over_to_the_next_request(self):
        lines = [
            HEADER,
            '{"t":0,"bus":"plugin","op":"start","version":"a"}',
            '{"t":0,"bus":"i2c-1","address":"0x76","write":"d0","read":"60"}',
            '{"t":9,"bus":"plugin","op":"gap","transactions":700}',
            '{"t":9,"bus":"i2c-1","address":"0x76","write":"f7","read":"01"}',
            '{"t":9,"bus":"i2c-1","address":"0x76","write":"74","read":"02"}',
            '{"t":9,"bus":"i2c-1","address":"0x76","write":"f7","read":"03"}',
        ]
        replay = self.replay(lines)
        self.assertEqual(replay.transfer(0x76, b"\xd0", 1), b"\x60")
        self.assertEqual(replay.transfer(0x76, b"\x74", 1), b"\x02")
        with self.assertRaisesRegex(AssertionError, "line 7: expected i2c-1 0x76 write f7 read 1, got write 74 read 1"):
            replay.transfer(0x76, b"\x74", 1)
        replay = self.replay(lines)
        replay.transfer(0x76, b"\xd0", 1)
        with self.assertRaisesRegex(AssertionError, "line 5: expected i2c-1 0x76 write f7 read 1, got write c0 read 1"):
            replay.transfer(0x76, b"\xc0", 1)

    def test_several_buses_must_be_told_apart(self):
        lines = [HEADER] + [f'{{"t":0,"bus":"i2c-{bus}","address":"0x76","read":"0{bus}"}}' for bus in (1, 3)]
        with self.assertRaisesRegex(ValueError, "has i2c-1, i2c-3: say which with bus="):
            self.replay(lines)
        self.assertEqual(self.replay(lines, bus=3).transfer(0x76, b"", 1), b"\x03")

    def test_what_is_no_recording_is_refused_with_its_line(self):
        for line, what in [
            ("[]", "is not one JSON object"),
            ('{"t":', "is not one JSON object"),
            ('{"t":0}', "bus is missing"),
            ('{"t":0,"bus":"can-0"}', 'bus "can-0" is of no known kind; known are plugin, i2c'),
            ('{"t":0,"bus":"i2c-1"}', "address is missing"),
            ('{"t":0,"bus":"i2c-1","address":"0xec"}', 'address is "0xec", accepted is an address such as "0x76"'),
            ('{"t":0,"bus":"i2c-1","address":"0x76","read":"6"}', 'read is "6", accepted are bytes'),
            ('{"t":0,"bus":"i2c-1","address":"0x76","error":"sad"}', 'error is "sad", accepted is bus, arbitration-lost'),
            ('{"t":0,"bus":"i2c-1","address":"0x76","readLength":"1"}', 'readLength is "1", accepted is a whole number'),
        ]:
            with self.subTest(line), self.assertRaisesRegex(ValueError, f"^a.jsonl:2: {what}"):
                self.replay([HEADER, line])
        with self.assertRaisesRegex(ValueError, '^a.jsonl:1: format is "wasihal-bus/2", accepted is "wasihal-bus/1"'):
            self.replay([HEADER.replace("/1", "/2")])
        with self.assertRaisesRegex(ValueError, "^a.jsonl:1: is empty"):
            self.replay([])


if __name__ == "__main__":
    unittest.main()
