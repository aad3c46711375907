"""Needs the stand-in for wit_world on PYTHONPATH; without it these tests are skipped by name."""

import json
import unittest

try:
    from componentize_py_types import Err

    import app
except ModuleNotFoundError as missing:
    raise unittest.SkipTest(f"{missing.name} is not on PYTHONPATH")

from test_tools import document, read, reading


class DashboardTests(unittest.TestCase):
    def test_render_answers_the_page(self):
        root = read(app.Dashboard().render(json.dumps(document())))

        self.assertEqual("All is well", root.one("", role="status").text)

    def test_render_tells_what_is_wrong_with_the_snapshot(self):
        for text, reason in (
            ("{", "the snapshot is no JSON"),
            (json.dumps(document(readings=[reading(unit=1)])), "snapshot.readings[0].unit is 1; a text is needed"),
        ):
            with self.subTest(reason=reason), self.assertRaises(Err) as raised:
                app.Dashboard().render(text)
            self.assertIn(reason, raised.exception.value)

    def test_render_tells_what_is_wrong_with_the_history(self):
        broken = document(history={"hub/bme680/bme680/temperature": [["yesterday", 1]]})

        with self.assertRaises(Err) as raised:
            app.Dashboard().render(json.dumps(broken))
        self.assertIn("snapshot.history['hub/bme680/bme680/temperature'][0]", raised.exception.value)


if __name__ == "__main__":
    unittest.main()
