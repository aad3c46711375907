import io
import unittest


class Drivers(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.made = ["class"]

    def setUp(self):
        self.addCleanup(self.made.append, "cleanup")

    def test_passes(self):
        self.assertEqual(1, 1)
        self.assertAlmostEqual(0.1 + 0.2, 0.3)
        with self.assertRaisesRegex(ValueError, "bad"):
            raise ValueError("bad value")
        with self.assertLogs("driver", "WARNING") as logs:
            import logging
            logging.getLogger("driver").warning("watch out")
        self.assertEqual(["WARNING:driver:watch out"], logs.output)

    def test_fails(self):
        self.assertEqual({"a": [1, 2]}, {"a": [1, 3]}, "the calibration")

    def test_raises(self):
        raise OSError("bus")

    def test_subtests(self):
        for value in (1, 2):
            with self.subTest(value=value):
                self.assertEqual(1, value)

    @unittest.skip("needs hardware")
    def test_skipped(self):
        raise AssertionError

    @unittest.expectedFailure
    def test_expected(self):
        self.fail()


report = io.StringIO()
suite = unittest.defaultTestLoader.loadTestsFromTestCase(Drivers)
assert suite.countTestCases() == 6
result = unittest.TextTestRunner(report, verbosity=2).run(suite)
assert (result.testsRun, len(result.failures), len(result.errors), len(result.skipped), len(result.expectedFailures)) == (6, 2, 1, 1, 1), result
assert not result.wasSuccessful() and Drivers.made.count("cleanup") == 5
text = report.getvalue()
assert "test_passes" in text and "FAILED (failures=2, errors=1, skipped=1, expected failures=1)" in text
assert "the calibration" in text and "OSError: bus" in text and "stdlib/unittest.py" in text
