"""Needs the stand-in for wit_world on PYTHONPATH; without it these tests are skipped by name."""

import unittest
from unittest import mock

try:
    from componentize_py_types import Err
    from wit_world.exports.sensor import Measurement, Value_Number
    from wit_world.imports import settings, types, uart

    import app
except ModuleNotFoundError as missing:
    raise unittest.SkipTest(f"{missing.name} is not on PYTHONPATH")

from pms5003 import READ
from test_pms5003 import Line


class SensorTests(unittest.TestCase):
    def setUp(self):
        self.line = Line()
        self.open = self.patch(uart, "open")
        self.patch(uart, "read").side_effect = lambda port, max_len, timeout: self.line.read(max_len, timeout / 1000)
        self.write = self.patch(uart, "write")
        self.write.side_effect = lambda port, data: self.line.write(data)
        self.patch(app.time, "sleep")
        self.settings = {"port": "dust", "warm-up-seconds": "30"}
        self.patch(settings, "get").side_effect = self.settings.get
        self.sensor = app.Sensor()

    def patch(self, module, name):
        patch = mock.patch.object(module, name)
        self.addCleanup(patch.stop)
        return patch.start()

    def test_poll_reports_three_sizes_and_opens_once(self):
        expected = [
            Measurement("pms5003", "pm1", Value_Number(10.0), "ug/m3"),
            Measurement("pms5003", "pm2_5", Value_Number(20.0), "ug/m3"),
            Measurement("pms5003", "pm10", Value_Number(30.0), "ug/m3"),
        ]

        self.assertEqual([expected, expected], [self.sensor.poll(), self.sensor.poll()])
        self.open.assert_called_once_with("dust", 9600)

    def test_poll_follows_the_setting_port(self):
        self.settings["port"] = "attic"

        self.sensor.poll()

        self.open.assert_called_once_with("attic", 9600)
        self.assertEqual({"attic"}, {call.args[0] for call in self.write.mock_calls})

    def test_poll_a_fault_fails_with_what_to_check_and_ends_with_it(self):
        for fault, words in (
            (types.Error_NotPresent(), "not-present; the node has no such port"),
            (types.Error_Busy(), "busy; another plugin has the port open"),
            (types.Error_Denied("uart dust is not granted"), "denied: uart dust is not granted"),
        ):
            self.open.side_effect = Err(fault)
            with self.subTest(fault=fault), self.assertRaises(Err) as raised:
                self.sensor.poll()
            self.assertIn("no reading from the PMS5003 on port dust: " + words, raised.exception.value)
        self.open.side_effect = None

        self.assertEqual(3, len(self.sensor.poll()))

    def test_poll_lost_bytes_fail_and_the_port_is_opened_again(self):
        self.sensor.poll()
        with mock.patch.object(uart, "read", side_effect=Err(types.Error_Overrun())):
            with self.assertRaises(Err):
                self.sensor.poll()

        self.assertEqual(3, len(self.sensor.poll()))
        self.assertEqual(2, self.open.call_count)

    def test_poll_silence_fails_and_what_follows_it_has_to_warm_up(self):
        self.line.answer = None
        with mock.patch.object(app, "Pms5003", side_effect=self.with_clock_of_the_line):
            with self.assertRaises(Err) as raised:
                self.sensor.poll()
            self.assertIn("nothing arrives: check its supply", raised.exception.value)
        self.line.answer = data = Line().answer

        self.assertEqual([], self.sensor.poll())
        self.line.sleep(31)
        self.assertEqual(3, len(self.sensor.poll()))
        self.assertEqual((data, READ), (self.line.answer, self.line.written[-1]))

    def with_clock_of_the_line(self, *arguments, **options):
        from pms5003 import Pms5003

        return Pms5003(*arguments, **options, clock=lambda: self.line.now)

    def test_poll_fails_with_the_reason_when_a_setting_is_wrong(self):
        for value in ("soon", None, "-1", "nan", "601"):
            self.settings["warm-up-seconds"] = value
            with self.subTest(value=value), self.assertRaises(Err) as raised:
                app.Sensor().poll()
            self.assertIn("a setting is wrong", raised.exception.value)


if __name__ == "__main__":
    unittest.main()
