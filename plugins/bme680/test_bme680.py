import unittest

from bme680 import Bme680, Bme680Error
from test_compensation import A, KAT_2, calibration

FIELD_A = "8000564cd07a5f804a4b00000080350000"
FIELD_KAT_2 = "80005794d078af2057ec80000092bc0000"
RESET_FIELD = "0000800000800000800080000000000000"


class FakeChip:
    """Registers behind a bus. A measurement takes its time in sleeps, and ends with a field that the test chose."""

    def __init__(self, image=A, field=FIELD_A, address=0x77, variant=0, chip_id=0x61):
        self.field = bytes.fromhex(field)
        self.address = address
        self.registers = bytearray(256)
        self.burn(image)
        self.registers[0xD0], self.registers[0xF0] = chip_id, variant
        self.seconds = 0.18
        self.now = 0.0
        self.resets = self.starts = 0
        self.transactions = []
        self.fails = lambda number: False
        self.hears_start = lambda: True
        self.change = lambda register, data: data
        self._ready_at = self._done_at = None
        self.power_cycle()

    def burn(self, image):
        for register, data in zip((0x8A, 0xE1, 0x00), map(bytes.fromhex, image)):
            self.registers[register : register + len(data)] = data

    def power_cycle(self):
        self._done_at = None
        self.registers[0x1D : 0x1D + 17] = bytes.fromhex(RESET_FIELD)
        self.registers[0x50:0x76] = bytes(0x76 - 0x50)

    def sleep(self, seconds):
        self.now += seconds

    def transfer(self, address, write, read_len):
        self.transactions.append((bytes(write), read_len))
        if self.fails(len(self.transactions)):
            raise OSError("as the test says")
        if address != self.address or self._ready_at is not None and self.now < self._ready_at:
            raise OSError("no-acknowledge")
        if self._done_at is not None and self.now >= self._done_at:
            self._done_at = None
            self.registers[0x1D : 0x1D + 17] = self.field
            self.registers[0x74] &= 0xFC
        if not read_len:
            for register, value in zip(write[::2], write[1::2], strict=True):
                self._store(register, value)
            return b""
        [register] = write
        return self.change(register, bytes(self.registers[register : register + read_len]))

    def _store(self, register, value):
        if (register, value) == (0xE0, 0xB6):
            self.resets += 1
            self.power_cycle()
            self._ready_at = self.now + 0.002
        elif 0x50 <= register <= 0x75 and self._done_at is None:
            self.registers[register] = value
            if register == 0x74 and value & 3 == 1:
                self.starts += 1
                if not self.hears_start():
                    self.registers[0x74] &= 0xFC
                    return
                self._done_at = self.now + self.seconds
                self.registers[0x1D] = 0x20

    def written(self, register):
        """What was written to a register, in order."""
        writes = (write for write, read_len in self.transactions if not read_len)
        return [value for write in writes for at, value in zip(write[::2], write[1::2]) if at == register]


def put(at, raw):
    """The first chip's field with other digits from one on."""
    return FIELD_A[:at] + raw + FIELD_A[at + len(raw) :]


def driver(chip, **options):
    return Bme680(chip.transfer, chip.sleep, chip.address, **options)


class ReadTests(unittest.TestCase):
    def test_known_answer_of_the_first_chip(self):
        chip = FakeChip()
        reading = driver(chip).read()

        self.assertAlmostEqual(26.69312, reading.temperature_celsius, delta=0.002)
        self.assertAlmostEqual(98716.93, reading.pressure_pascals, delta=1)
        self.assertAlmostEqual(42.40972, reading.relative_humidity_percent, delta=0.005)
        self.assertAlmostEqual(248262.19, reading.gas_resistance_ohms, delta=248)

    def test_known_answer_of_the_second_chip(self):
        chip = FakeChip(KAT_2, FIELD_KAT_2, address=0x76)
        reading = driver(chip, ambient_celsius=24).read()

        self.assertAlmostEqual(24.14064, reading.temperature_celsius, delta=0.002)
        self.assertAlmostEqual(100879.98, reading.pressure_pascals, delta=1)
        self.assertAlmostEqual(49.08036, reading.relative_humidity_percent, delta=0.005)
        self.assertAlmostEqual(1850.910, reading.gas_resistance_ohms, delta=1.8)
        self.assertEqual([0x73], chip.written(0x5A))

    def test_gas_of_a_bme688_stands_at_its_own_place(self):
        chip = FakeChip(field=put(26, f"0000{700 << 6 | 0x30 | 10:04x}"), variant=1)

        self.assertAlmostEqual(54935.6, driver(chip).read().gas_resistance_ohms, delta=1)
        self.assertEqual([0x20], chip.written(0x71))

    def test_constructor_is_silent_and_the_first_read_is_in_order(self):
        chip = FakeChip()
        sensor = driver(chip)
        self.assertEqual([], chip.transactions)
        sensor.read()

        self.assertEqual([(b"\xd0", 1), (b"\xe0\xb6", 0), (b"\x8a", 23)], chip.transactions[:3])
        self.assertEqual(1, chip.resets)

    def test_settings_are_those_of_the_data_sheet(self):
        chip = FakeChip()
        driver(chip, heater_celsius=300, heater_milliseconds=100, oversampling=(2, 16, 1)).read()

        for register, value in ((0x5A, 102), (0x64, 0x59), (0x70, 0), (0x71, 0x10), (0x72, 1), (0x75, 0), (0x74, 0x55)):
            with self.subTest(register=hex(register)):
                self.assertEqual([value], chip.written(register))

    def test_heater_is_set_for_the_air_that_was_measured_last(self):
        chip = FakeChip()
        sensor = driver(chip, ambient_celsius=-40)
        for _ in range(3):
            sensor.read()

        self.assertEqual([calibration(A).heater_code(320, -40), 106, 106], chip.written(0x5A))
        self.assertNotEqual(106, chip.written(0x5A)[0])

    def test_later_reads_do_not_reset(self):
        chip = FakeChip()
        sensor = driver(chip)
        sensor.read()
        chip.field = bytes.fromhex(put(28, "36"))
        reading = sensor.read()

        self.assertEqual((1, 2), (chip.resets, chip.starts))
        self.assertLess(reading.gas_resistance_ohms, 130_000)

    def test_humidity_is_held_to_what_there_is(self):
        for raw, percent in (("2900", 0.0), ("7800", 100.0)):
            with self.subTest(raw=raw):
                self.assertEqual(percent, driver(FakeChip(field=put(16, raw))).read().relative_humidity_percent)

    def test_longer_than_expected_is_waited_for(self):
        chip = FakeChip()
        chip.seconds = 0.25

        self.assertAlmostEqual(26.69312, driver(chip).read().temperature_celsius, delta=0.002)
        self.assertLess(chip.now, 0.28)


class GasTests(unittest.TestCase):
    def read(self, status):
        return driver(FakeChip(field=put(28, f"{status:02x}"))).read().gas_resistance_ohms

    def test_heater_not_stable_is_no_gas(self):
        self.assertIsNone(self.read(0x25))
        self.assertIsNone(self.read(0x05))

    def test_stable_heater_without_a_conversion_raises(self):
        with self.assertRaisesRegex(Bme680Error, "did not measure the gas"):
            self.read(0x15)

    def test_stable_heater_is_gas(self):
        self.assertIsNotNone(self.read(0x35))


class FaultTests(unittest.TestCase):
    def refuse(self, chip, pattern):
        sensor = driver(chip)
        with self.assertRaisesRegex(OSError, pattern):
            sensor.read()
        return sensor

    def test_another_chip_is_named(self):
        known = ((0x58, "BMP280"), (0x60, "BME280"), (0x50, "BMP388"), (0x55, "BMP180"), (0xFF, "an unknown chip"))
        for chip_id, name in known:
            with self.subTest(name=name):
                chip = FakeChip(chip_id=chip_id)
                self.refuse(chip, f"0x77 .*{name} .*{chip_id:#04x}.*0x76 and 0x77 swapped")
                self.assertEqual(0, chip.resets)

    def test_empty_calibration_is_never_used(self):
        for byte in ("00", "ff"):
            with self.subTest(byte=byte):
                chip = FakeChip((byte * 23, byte * 14, "3000100000"))
                self.refuse(chip, "calibration is empty")
                self.assertEqual(0, chip.starts)

    def test_skipped_channels_are_no_values(self):
        for name, at, raw in (("pressure", 4, "800000"), ("temperature", 10, "800000"), ("humidity", 16, "8000")):
            with self.subTest(name=name):
                self.refuse(FakeChip(field=put(at, raw)), f"did not measure its {name}")

    def test_values_beyond_the_chip_are_no_values(self):
        for name, at, raw in (
            ("temperature", 10, "000000"), ("temperature", 10, "fffff0"),
            ("pressure", 4, "000000"), ("pressure", 4, "fffff0"),
            ("relative humidity", 16, "ffff"),
        ):  # fmt: skip
            with self.subTest(name=name, raw=raw):
                self.refuse(FakeChip(field=put(at, raw)), f"gave a {name} of .* which is no air")

    def test_no_result_in_time_raises(self):
        for status in (None, 0x20, 0x40, 0x60, 0xA0, 0xC0):
            chip = FakeChip()
            chip.seconds = 100
            if status is not None:
                stuck = bytes([status])
                chip.change = lambda at, data, stuck=stuck: stuck + data[1:] if at == 0x1D else data
            with self.subTest(status=status):
                self.refuse(chip, "has no result after 2[0-9]{2} ms")
                self.assertLess(chip.now, 0.35)

    def test_start_that_was_lost_is_repeated_and_no_old_result_is_new(self):
        chip = FakeChip()
        sensor = driver(chip)
        sensor.read()
        chip.field = bytes.fromhex(FIELD_KAT_2)
        heard = iter((False, True))
        chip.hears_start = lambda: next(heard)

        self.assertNotAlmostEqual(98716.93, sensor.read().pressure_pascals, delta=100)
        self.assertEqual(3, chip.starts)

    def test_flipped_bits_are_noticed_in_all_that_is_read(self):
        for register, message in (
            (0x8A, "0x8a in two ways"), (0xE1, "0xe1 in two ways"), (0x00, "0x00 in two ways"),
            (0xF0, "0xf0 in two ways"), (0x1D, "one result in two ways"), (0x5A, "lost its settings"),
        ):  # fmt: skip
            flips = iter(range(1, 100))
            chip = FakeChip()
            chip.change = lambda at, data, wrong=register, flips=flips: (
                data[:-1] + bytes([data[-1] ^ next(flips)]) if at == wrong else data
            )
            with self.subTest(register=hex(register)):
                self.refuse(chip, message)

    def test_setting_that_does_not_stay_is_no_value(self):
        for register in (0x5A, 0x64, 0x70, 0x71, 0x72, 0x74, 0x75):
            chip = FakeChip()
            place = register - 0x5A
            chip.change = lambda at, data, place=place: (
                data[:place] + bytes([data[place] ^ 0x08]) + data[place + 1 :] if at == 0x5A else data
            )
            with self.subTest(register=hex(register)):
                self.refuse(chip, f"register {register:#04x} has")

    def test_too_few_bytes_are_no_value(self):
        chip = FakeChip()
        chip.change = lambda at, data: data[:-1]
        self.refuse(chip, "gave 0 bytes for 1")

    def test_failed_transfer_begins_anew_at_the_next_read(self):
        healthy = FakeChip()
        driver(healthy).read()
        for failing in range(len(healthy.transactions)):
            chip = FakeChip()
            chip.fails = lambda number, failing=failing: number == failing + 1
            with self.subTest(failing=healthy.transactions[failing]):
                sensor = self.refuse(chip, "as the test says")
                resets = chip.resets
                self.assertAlmostEqual(98716.93, sensor.read().pressure_pascals, delta=1)
                self.assertEqual(resets + 1, chip.resets)

    def test_failed_later_read_begins_anew(self):
        chip = FakeChip()
        sensor = driver(chip)
        sensor.read()
        chip.fails = lambda number: True
        for _ in range(3):
            with self.assertRaisesRegex(OSError, "as the test says"):
                sensor.read()
        chip.fails = lambda number: False
        chip.burn(KAT_2)
        chip.power_cycle()
        chip.field = bytes.fromhex(FIELD_KAT_2)

        self.assertAlmostEqual(100879.98, sensor.read().pressure_pascals, delta=1)
        self.assertEqual(2, chip.resets)

    def test_chip_that_lost_its_power_between_reads_is_set_up_anew(self):
        chip = FakeChip()
        sensor = driver(chip)
        sensor.read()
        chip.power_cycle()
        chip.burn(KAT_2)
        chip.field = bytes.fromhex(FIELD_KAT_2)

        self.assertAlmostEqual(100879.98, sensor.read().pressure_pascals, delta=1)
        self.assertEqual(2, chip.resets)

    def test_chip_that_loses_its_power_while_it_measures_gives_no_value(self):
        chip = FakeChip()
        sensor = Bme680(chip.transfer, lambda seconds: (chip.sleep(seconds), chip.power_cycle()))
        with self.assertRaisesRegex(Bme680Error, "no result"):
            sensor.read()

    def test_chip_that_loses_its_power_after_it_measured_gives_no_value(self):
        chip = FakeChip()
        reads = []

        def change(at, data):
            reads.append(at)
            if reads.count(0x1D) == 2:
                chip.power_cycle()
            return data

        chip.change = change
        self.refuse(chip, "lost its settings while it measured")


class ArgumentTests(unittest.TestCase):
    def test_wrong_arguments_are_refused(self):
        nan = float("nan")
        for name, value in (
            ("address", 0x75), ("address", 0xEC), ("address", "0x77"),
            ("ambient_celsius", -41), ("ambient_celsius", nan),
            ("heater_celsius", 199), ("heater_celsius", 401), ("heater_celsius", nan),
            ("heater_milliseconds", 0), ("heater_milliseconds", 4033),
            ("oversampling", (0, 1, 1)), ("oversampling", (1, 3, 1)), ("oversampling", (1, 1)),
        ):  # fmt: skip
            wrong = self.assertRaisesRegex(ValueError, f"^{name} is .*, accepted is")
            with self.subTest(name=name, value=value), wrong:
                Bme680(lambda *_: self.fail("a transfer"), lambda _: None, **{name: value})

    def test_all_heater_settings_are_accepted(self):
        for celsius in (200, 300, 320, 350, 400):
            for milliseconds in (1, 30, 500, 4032):
                chip = FakeChip()
                chip.seconds = 4.1
                with self.subTest(celsius=celsius, milliseconds=milliseconds):
                    try:
                        driver(chip, heater_celsius=celsius, heater_milliseconds=milliseconds).read()
                    except Bme680Error:
                        self.assertLess(milliseconds, 4032)
                    self.assertEqual(1, chip.starts)


if __name__ == "__main__":
    unittest.main()
