import json
import random
import unittest

from canvas import COLUMNS, ROWS
from font import HEIGHT, letter
from picture import picture
from rotation import Rotation
from snapshot import parse

TIME = "2026-03-01T12:00:05.000Z"
EARLIER = "2026-03-01T11:48:05.000Z"
NUMBERS = (
    "temperature",
    "relative_humidity",
    "pressure",
    "gas_resistance",
    "air_quality_score",
    "air_quality_accuracy",
    "cpu_temperature",
    "cpu_use",
    "memory_used",
    "memory_total",
    "uptime",
)
QUANTITIES = (*NUMBERS, "fan", "throttled", "alarm_x", "alarm_", "x" * 64)


def reading(quantity, value, sensor="board", node="hub", stale=False):
    return {
        "node": node,
        "plugin": "p",
        "sensor": sensor,
        "quantity": quantity,
        "value": value,
        "stale": stale,
        "time": EARLIER if stale else TIME,
    }


def node(name, state="online"):
    return {"id": name, "state": state}


def plugin(name, state="running", error=None):
    return {"id": name, "node": "hub", "state": state, "lastError": error}


def shows(canvas, text, scale=1):
    """Whether a text stands anywhere in the picture, light on dark or dark on light."""
    mask = (1 << HEIGHT * scale) - 1
    columns = [bits for character in text for bits in (*letter(character, scale), *[0] * scale)][:-scale]
    # As texts, in which Python finds a part faster than in lists.
    light, dark = ("".join(chr(bits ^ inverse) for bits in columns) for inverse in (0, mask))
    frame = canvas.frame()
    picture = [sum(frame[page * COLUMNS + x] << 8 * page for page in range(ROWS // 8)) for x in range(COLUMNS)]
    for y in range(ROWS - HEIGHT * scale + 1):
        band = "".join(chr(column >> y & mask) for column in picture)
        if light in band or dark in band:
            return True
    return False


class PictureTests(unittest.TestCase):
    def setUp(self):
        self.now = 0.0
        self.rotation = Rotation(6, lambda: self.now)

    def draw(self, *readings, **more):
        document = {"time": TIME, "node": "hub", "readings": readings, **more}
        canvas = picture(parse(json.dumps(document)), self.rotation)
        self.now += 6
        return canvas

    def assert_shows(self, canvas, *texts, scale=1):
        for text in texts:
            self.assertTrue(shows(canvas, text, scale), f"{text!r} at scale {scale} is not in the picture")

    def assert_lacks(self, canvas, *texts, scale=1):
        for text in texts:
            self.assertFalse(shows(canvas, text, scale), f"{text!r} at scale {scale} is in the picture")

    def test_room_shows_temperature_humidity_and_comfort(self):
        canvas = self.draw(
            reading("temperature", 21.46, "dht22", "spoke"), reading("relative_humidity", 48.2, "dht22", "spoke")
        )

        self.assert_shows(canvas, "21.5", "48", scale=2)
        self.assert_shows(canvas, "Room", "spoke", "°C", "%", "pleasant")

    def test_room_of_this_node_needs_no_source(self):
        self.assert_lacks(self.draw(reading("temperature", 20)), "hub")

    def test_room_with_one_of_the_two_shows_that(self):
        self.assert_shows(self.draw(reading("temperature", -12.5)), "-12.5", scale=2)
        canvas = self.draw(reading("relative_humidity", 100))
        self.assert_shows(canvas, "100", scale=2)
        self.assert_lacks(canvas, "°C")

    def test_widest_room_has_room_for_both(self):
        canvas = self.draw(reading("temperature", -12.5), reading("relative_humidity", 100))

        self.assert_shows(canvas, "-12.5", "100", scale=2)
        self.assert_shows(canvas, "°C")

    def test_stale_values_are_unknown_and_marked(self):
        canvas = self.draw(reading("temperature", 21.5, stale=True), reading("relative_humidity", 48, stale=True))

        self.assert_shows(canvas, "--", scale=2)
        self.assert_shows(canvas, "stale 12m")
        self.assert_lacks(canvas, "21.5", "48", scale=2)
        self.assert_lacks(canvas, "pleasant")

    def test_fresh_value_beside_a_stale_one_is_shown(self):
        canvas = self.draw(reading("temperature", 21.5), reading("relative_humidity", 10, stale=True))

        self.assert_shows(canvas, "21.5", "--", scale=2)
        self.assert_shows(canvas, "pleasant", "stale 12m")
        self.assert_lacks(canvas, "pleasant, dry")

    def test_no_page_shows_a_stale_number(self):
        stale = [reading(quantity, 77, stale=True) for quantity in NUMBERS]
        for _ in range(3):
            canvas = self.draw(*stale, reading("fan", True, stale=True))
            self.assert_shows(canvas, "stale 12m")
            self.assert_shows(canvas, "--", scale=2)
            self.assert_lacks(canvas, "77", "fan on")
            self.assert_lacks(canvas, "77", scale=2)

    def test_air_shows_score_pressure_and_gas_in_units_of_people(self):
        canvas = self.draw(
            reading("air_quality_score", 57.2),
            reading("pressure", 101_325),
            reading("gas_resistance", 123_456),
            reading("air_quality_accuracy", 3),
        )

        self.assert_shows(canvas, "57", scale=2)
        self.assert_shows(canvas, "Air", "of 500", "fair", "1013.2 hPa", "123 kΩ")

    def test_air_that_is_not_calibrated_is_not_judged(self):
        canvas = self.draw(reading("air_quality_score", 57), reading("air_quality_accuracy", 0))

        self.assert_shows(canvas, "warming up")
        self.assert_lacks(canvas, "fair")

    def test_air_without_a_score_shows_the_pressure_large(self):
        canvas = self.draw(reading("pressure", 98_760))

        self.assert_shows(canvas, "987.6", scale=2)
        self.assert_shows(canvas, "hPa")

    def test_node_shows_this_machine(self):
        canvas = self.draw(
            reading("cpu_temperature", 48.24),
            reading("cpu_use", 12.4),
            reading("memory_used", 327 << 20),
            reading("memory_total", 926 << 20),
            reading("uptime", 273_700),
            reading("fan", True),
            reading("throttled", True),
        )

        self.assert_shows(canvas, "48.2", scale=2)
        self.assert_shows(canvas, "hub", "CPU", "12%", "RAM", "35%", "327/926 MiB", "up 3d 4h", "fan on", "slowed")

    def test_node_does_not_show_another_machine(self):
        self.assert_shows(self.draw(reading("cpu_use", 12, node="spoke")), "no readings yet")

    def test_cluster_shows_what_is_in_trouble_first(self):
        nodes = [node("hub"), node("one"), node("two"), node("three", "offline"), node("four", "stale")]

        plugins = [plugin("bme680"), plugin("dht22", "backing-off"), plugin("off", "disabled")]

        canvas = self.draw(nodes=nodes, plugins=plugins)

        self.assert_shows(canvas, "Cluster", "three", "offline", "four", "stale", "3 of 5 online")
        self.assert_shows(canvas, "plugins 1/2", "dht22", "no alarms")
        self.assert_lacks(canvas, "one", "off ")

    def test_cluster_of_health_says_ok(self):
        self.assert_shows(self.draw(nodes=[node("hub")], plugins=[plugin("bme680")]), "plugins 1/1", "ok", "online")

    def test_plugin_that_runs_with_a_fault_is_told(self):
        self.assert_shows(self.draw(plugins=[plugin("bme680", error={"message": "no"})]), "plugins 0/1", "bme680")

    def test_nothing_to_show_says_so(self):
        self.assert_shows(self.draw(), "hub", "no readings yet")

    def test_pages_follow_each_other(self):
        readings = [reading("temperature", 20), reading("pressure", 100_000), reading("cpu_use", 5)]

        shown = [self.draw(*readings, nodes=[node("hub")]) for _ in range(5)]

        for canvas, title in zip(shown, ("Room", "Air", "hub", "Cluster", "Room")):
            self.assert_shows(canvas, title)
        self.assertEqual(shown[0].frame(), shown[4].frame())
        self.assertEqual(4, len({canvas.frame() for canvas in shown}))

    def test_alarm_fills_the_picture_and_then_heads_the_pages(self):
        alarms = [reading("alarm_hot", True, "dht22", "spoke"), reading("alarm_bad_air", True)]
        readings = [reading("temperature", 31), *alarms]

        alarm, page = self.draw(*readings), self.draw(*readings)

        self.assert_shows(alarm, "hot", scale=2)
        self.assert_shows(alarm, "spoke dht22", "bad air")
        self.assertGreater(sum(byte.bit_count() for byte in alarm.frame()), COLUMNS * ROWS / 2)
        self.assert_shows(page, "! hot")
        self.assert_shows(page, "31.0", scale=2)
        self.assertTrue(page.is_lit(0, 0))

    def test_alarm_with_a_long_name_is_written_small(self):
        self.assert_shows(self.draw(reading("alarm_water_under_the_sink", True)), "water under the sink"[:18])

    def test_alarm_of_a_silent_sensor_says_so(self):
        self.assert_shows(self.draw(reading("alarm_hot", True, stale=True)), "silent for 12m")

    def test_graph_of_the_last_hour_has_its_ends_beside_it(self):
        points = [[f"2026-03-01T11:{minute:02}:00.000Z", 20 + minute / 30] for minute in range(10, 60)]

        canvas = self.draw(reading("temperature", 22), history={"hub/p/board/temperature": points})

        self.assert_shows(canvas, "22.0", "20.3")
        columns = [any(canvas.is_lit(x, y) for y in range(45, ROWS)) for x in range(96)]
        # Ten minutes are 16 of 96 columns.
        self.assertFalse(any(columns[:14]))
        self.assertTrue(all(columns[18:92]))

    def test_any_snapshot_is_drawn(self):
        chance = random.Random(1)
        numbers = (0, -1, 1.7e308, -1.7e308, 10**300, 5e-324, 21.5)
        values = (*numbers, True, False, "text", "", None, [])
        texts = ("hub", "", "a" * 64, "zwölf", "\n\0", "p", "board")
        one = chance.choice
        for _ in range(150):
            readings = [
                reading(one(QUANTITIES), one(values), one(texts), one(texts), one((True, False)))
                for _ in range(chance.randrange(12))
            ]
            if readings:
                readings[0]["time"] = one(values)
            points = [[TIME, one(values)], [EARLIER, one(values)], [one(values), 1]]

            self.draw(
                *readings,
                history={f"hub/p/board/{one(QUANTITIES)}": points for _ in range(3)},
                nodes=[node(one(texts), one(texts)) for _ in range(chance.randrange(6))],
                plugins=[plugin(one(texts), one(texts))],
            )


if __name__ == "__main__":
    unittest.main()
