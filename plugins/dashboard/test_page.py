from datetime import timedelta

import json
import unittest

from page import page
from snapshot import parse
from test_html_builder import HOSTILE
from test_tools import NOW, Element, at, document, entry, node, plugin, read, reading, sensor, snapshot

LIMIT = 240 * 1024
"""Well below the 256 KiB that the host takes."""


def drawn(**changes) -> Element:
    return read(page(snapshot(**changes)))


def line(values) -> list:
    step = timedelta(seconds=3600 / len(values))
    return [[(NOW - step * (len(values) - index)).isoformat(), value] for index, value in enumerate(values)]


def cluster(nodes: int, series: int, text: str = "") -> dict:
    """Many nodes with many series, each with a history; every text with more text in it."""
    history = line([20 + index * 7 % 13 for index in range(40)])
    names = [f"{text}node-{index}" for index in range(nodes)]
    readings = [
        reading(
            f"{text}quantity_{index}",
            20.5 + index,
            f"{text}Cel",
            node=name,
            plugin=f"plugin-{index // 8}",
            sensor=f"sensor-{index // 8}",
        )
        for name in names
        for index in range(series)
    ]
    error = {"time": at(4), "message": text, "detail": text} if text else None
    return document(
        nodes=[node(name) for name in names],
        readings=readings,
        plugins=[plugin(f"{text}plugin-{index}", node=name, lastError=error) for name in names for index in range(4)],
        sensors=[sensor(f"{text}plugin-{index}", node=name, reason=text) for name in names for index in range(4) if text],
        history={
            f"{found['node']}/{found['plugin']}/{found['sensor']}/{found['quantity']}": history for found in readings
        },
        logs=[
            entry(
                text or "a line of the usual length, as it is in a log",
                id=index,
                level=("error", "information")[index % 2],
            )
            for index in range(200)
        ],
    )


class PageTests(unittest.TestCase):
    def test_headings_are_in_order_and_parts_are_named(self):
        root = drawn(logs=[entry()], plugins=[plugin(state="parked"), plugin("b")])

        levels = [int(heading.name[1]) for heading in root.all("") if heading.name in ("h2", "h3")]
        self.assertEqual(2, levels[0])
        self.assertEqual(
            ["Status", "Node hub", "Plugins", "Log"],
            [section.attributes["aria-label"] for section in root.all("section")],
        )
        for table in root.all("table"):
            self.assertTrue(table.one("caption").text)
        for head in root.all("th"):
            self.assertIn(head.attributes.get("scope"), ("row", "col"))
        for button in root.all("button"):
            self.assertIn(button.text, button.attributes["aria-label"])

    def test_only_the_status_is_read_out_and_it_holds_no_time(self):
        root = drawn(readings=[reading(stale=True, time=at(300))])

        status = root.one("", role="status")
        self.assertEqual("1 sensor is silent", status.text)
        self.assertEqual([], status.all("time"))
        self.assertEqual(
            "bme680 on hub last heard 5\u00a0m ago",
            root.one("ul", class_="problems").text.removeprefix("Sensor silent "),
        )

    def test_a_reading_has_name_value_unit_age_and_graph(self):
        root = drawn(
            readings=[reading("pressure", 101325, "Pa")], history={"hub/bme680/bme680/pressure": line([101000, 101500])}
        )

        row = root.one("tr", data_key="pressure")
        self.assertEqual("Pressure", row.one("th").text)
        self.assertEqual("1\u202f013.2\u00a0hPa", row.one("strong").text)
        self.assertEqual({"datetime": "2026-03-01T12:00:02.250Z"}, row.one("time").attributes)
        self.assertEqual("3\u00a0s ago", row.one("time").text)
        self.assertEqual("1\u202f010.0 – 1\u202f015.0\u00a0hPa", row.one("small").text)
        self.assertEqual(1, len(row.one("svg").all("polyline")))

    def test_a_sensor_that_nobody_knew_appears(self):
        root = drawn(readings=[reading("warp_factor", 9.5, "c", node="attic", plugin="drive", sensor="core")])

        section = root.one("section", data_key="node/attic")
        self.assertEqual("core drive", section.one("h3").text)
        self.assertEqual(
            ("Warp factor", "9.50\u00a0c"), (section.one("th", scope="row").text, section.one("strong").text)
        )
        self.assertEqual("unknown", section.all("span", class_="pill quiet")[0].text)

    def test_quantities_stand_in_the_order_of_the_table(self):
        quantities = ["zebra", "uptime", "relative_humidity", "alarm_hot", "temperature", "ant"]

        rows = (
            drawn(readings=[reading(name, 1, "1") for name in quantities])
            .one("table", class_="readings")
            .one("tbody")
            .all("tr")
        )

        self.assertEqual(
            ["temperature", "relative_humidity", "uptime", "ant", "zebra", "alarm_hot"],
            [row.attributes["data-key"] for row in rows],
        )

    def test_stale_and_alarm_are_said_in_words(self):
        root = drawn(
            readings=[
                reading(stale=True, time=at(240)),
                reading("alarm_hot", True, ""),
                reading("alarm_cold", False, ""),
            ]
        )

        stale = root.one("tr", data_key="temperature")
        self.assertEqual(("stale", "silent for 4\u00a0m"), (stale.attributes["class"], stale.one("time").text))
        alarm = root.one("tr", data_key="alarm_hot")
        self.assertEqual(
            ("alarm", "Alarm: hot", "alarm"),
            (alarm.attributes["class"], alarm.one("th").text, alarm.one("strong").text),
        )
        self.assertNotIn("class", root.one("tr", data_key="alarm_cold").attributes)

    def test_a_node_says_what_it_is(self):
        head = drawn(nodes=[node(role="spoke", hal="fake", state="stale", outbox=4, lost=2, lastSeen=at(90))]).one(
            "section", data_key="node/hub"
        )

        self.assertEqual(
            ["silent", "simulated"], [pill.text for pill in head.all("span") if "pill" in pill.attributes["class"]]
        )
        self.assertIn("spoke · 4 batches wait to be sent · 2 readings lost · seen 1\u00a0m ago", head.text)

    def test_a_node_says_what_is_wrong_with_its_delivery(self):
        head = drawn(nodes=[node(delivery={"missing": 7}, clockAheadSeconds=-40.2, problem="two machines have one id")]).one(
            "section", data_key="node/hub"
        )

        self.assertIn("hub · 7 readings missing · clock 40\u00a0s behind · seen", head.text)
        self.assertEqual("two machines have one id", head.one("p", class_="error").text)

    def test_a_sensor_that_has_never_spoken_has_a_card_that_says_why(self):
        root = drawn(
            sensors=[
                sensor(reason="its plugin is parked: no answer"),
                sensor("bme680", sensor="bme680", lastSeen=at(300)),
                sensor("oled", state="present"),
                sensor("soil", node="shed"),
            ]
        )

        card = root.one("section", data_key="node/hub").one("div", data_key="missing/dht22/dht22")
        self.assertEqual("dht22missingits plugin is parked: no answer", card.text)
        self.assertEqual([], root.all("div", data_key="missing/bme680/bme680"))
        self.assertEqual([], root.all("div", data_key="missing/oled/oled"))
        root.one("section", data_key="node/shed").one("div", data_key="missing/soil/soil")

    def test_other_nodes_have_buttons_while_they_are_there(self):
        root = drawn(nodes=[node(), node("pi", role="spoke"), node("shed", role="spoke", state="stale")], readings=[reading("fan", True, "", node="pi"), reading("fan", True, "", node="shed")])

        self.assertEqual({"hub", "pi"}, {button.attributes["data-node"] for button in root.all("button")})

    def test_buttons_name_node_and_pattern(self):
        buttons = drawn().all("button")

        self.assertEqual(["single", "triple", "long"], [button.attributes["data-buzzer"] for button in buttons])
        self.assertEqual({"hub"}, {button.attributes["data-node"] for button in buttons})

    def test_actions_that_need_no_arguments_are_buttons_of_their_node(self):
        def action(name, **changes):
            return {"node": "hub", "plugin": "lamp", "name": name, "title": f"{name} <it>", "needsArguments": False} | changes

        root = drawn(actions=[action("dim"), action("paint", needsArguments=True), action("off", node="attic")])

        [button] = root.all("button", data_plugin="lamp")
        self.assertEqual(("hub", "dim"), (button.attributes["data-node"], button.attributes["data-action"]))
        self.assertEqual("dim <it>", button.text)
        self.assertEqual("dim <it>: lamp on hub", button.attributes["aria-label"])

    def test_a_node_that_is_gone_has_no_buttons(self):
        self.assertEqual([], drawn(nodes=[node(state="offline")]).all("button"))

    def test_a_relay_is_switched_to_what_it_is_not(self):
        for value, stale, wanted in (
            (True, False, ["false"]),
            (False, False, ["true"]),
            (True, True, ["true", "false"]),
            (1, False, []),
        ):
            root = drawn(readings=[reading("fan", value, "", stale=stale), reading("throttled", True, "")])
            with self.subTest(value=value, stale=stale):
                self.assertEqual(
                    wanted, [button.attributes["data-on"] for button in root.all("button", data_relay="fan")]
                )
                self.assertEqual(3 + len(wanted), len(root.all("button")))

    def test_the_button_of_a_relay_stays_the_same_one_when_it_is_switched(self):
        keys = [
            [button.attributes["data-key"] for button in root.all("button", data_relay="fan")]
            for root in (drawn(readings=[reading("fan", value, "")]) for value in (True, False))
        ]

        self.assertEqual(keys[0], keys[1])
        self.assertEqual(1, len(keys[0]))

    def test_an_ill_plugin_says_why_and_can_be_started(self):
        refused = [{"what": "i2c 1:0x3c", "count": 12, "key": "plugins.oled.permissions.i2c"}]
        root = drawn(
            plugins=[
                plugin(
                    "oled",
                    state="backing-off",
                    restarts=3,
                    lastError={"time": at(4), "message": "OSError\nat line 3", "detail": "traceback"},
                    nextStart=at(-8),
                    permissions={"asked": [], "granted": [], "refused": refused},
                ),
                plugin("clock"),
            ]
        )

        card = root.one("div", data_key="hub/oled")
        self.assertIn("OSError 4\u00a0s ago", card.text)
        self.assertNotIn("line 3", card.text)
        self.assertIn("Starts again in 8\u00a0s.", card.text)
        self.assertIn("i2c 1:0x3c refused 12\u00a0×; add it to plugins.oled.permissions.i2c", card.text)
        self.assertIn("3 restarts", card.text)
        self.assertEqual(
            ("hub", "oled"), tuple(card.one("button").attributes[name] for name in ("data-node", "data-plugin"))
        )
        self.assertIn("data-restart", card.one("button").attributes)
        self.assertEqual([], root.one("tr", data_key="hub/clock").all("button"))

    def test_a_sensor_that_has_said_nothing_yet_is_named(self):
        root = drawn(plugins=[plugin("clock"), plugin("bme680")])

        self.assertIn("no readings yet", root.one("tr", data_key="hub/clock").text)
        self.assertNotIn("no readings yet", root.one("tr", data_key="hub/bme680").text)

    def test_log_has_the_newest_first_and_trouble_apart(self):
        root = drawn(
            logs=[
                entry("one", id=1, time=at(9)),
                entry("three", id=3, time=at(1)),
                entry("two", id=2, time=at(9)),
                entry("bad", id=4, level="error"),
            ]
        )

        parts = root.one("section", class_="log").all("details")
        self.assertEqual(["bad"], [row.all("td")[3].text for row in parts[0].one("tbody").all("tr")])
        self.assertEqual(["three", "two", "one"], [row.all("td")[3].text for row in parts[1].one("tbody").all("tr")])
        self.assertEqual([True, False], ["open" in part.attributes for part in parts])

    def test_nothing_at_all_is_a_page_too(self):
        root = drawn(nodes=[], readings=[], plugins=[])

        self.assertEqual("Waiting for the first readings", root.one("", role="status").text)
        self.assertIn("Drop a Python file into the plugins folder", root.text)

    def test_a_snapshot_has_one_page(self):
        text = json.dumps(cluster(3, 6))

        self.assertEqual(page(parse(text)), page(parse(text)))

    def test_hostile_texts_stay_texts(self):
        for text in HOSTILE:
            error = {"time": at(1), "message": text, "detail": text}
            refused = {"asked": [text], "granted": [], "refused": [{"what": text, "count": 1, "key": text}]}
            with self.subTest(text=text):
                drawn(
                    nodes=[node(text, role=text, state=text, hal=text, problem=text, clockAheadSeconds=1e308)],
                    readings=[
                        reading(f"alarm_{text}", True, text, node=text),
                        reading("fan", True, text, node=text, plugin=text, sensor=text),
                        reading(text, text, text, plugin=text, sensor=text, node=text),
                        reading(text, 1.5, text, node="b"),
                    ],
                    plugins=[
                        plugin(
                            text,
                            node=text,
                            state=text,
                            kinds=[text],
                            pollInterval=text,
                            lastError=error,
                            permissions=refused,
                        ),
                        plugin(text),
                    ],
                    history={f"b/bme680/bme680/{text}": line([1, 2])},
                    logs=[entry(text, level=text, node=text, plugin=text)],
                    sensors=[sensor(text, node=text, sensor=text, reason=text), sensor(text, sensor=text, lastSeen=at(9))],
                )

    def test_large_clusters_stay_within_the_limit(self):
        for nodes, series, text in ((20, 20, ""), (60, 20, ""), (4, 10, '"' * 10_000), (20, 10, "\u20ac" * 500)):
            markup = page(parse(json.dumps(cluster(nodes, series, text))))
            with self.subTest(nodes=nodes, series=series, text=text[:1]):
                self.assertLess(len(markup.encode()), LIMIT)
                read(markup)

    def test_graphs_go_before_readings(self):
        root = read(page(parse(json.dumps(cluster(20, 20)))))

        drawn_graphs = len(root.all("svg"))
        self.assertEqual(400, sum(len(table.one("tbody").all("tr")) for table in root.all("table", class_="readings")))
        self.assertTrue(80 < drawn_graphs < 400, drawn_graphs)
        self.assertEqual(
            f"No room on this page for {400 - drawn_graphs} graphs.", root.one("p", data_key="left-out").text
        )
        for section in root.all("section", class_="node"):
            self.assertGreater(len(section.all("svg")), 3)

    def test_what_has_no_room_is_counted(self):
        root = read(page(parse(json.dumps(cluster(240, 20)))))

        shown = sum(len(table.one("tbody").all("tr")) for table in root.all("table", class_="readings"))
        nodes = len(root.all("section", class_="node"))
        self.assertIn(f"{240 - nodes} nodes, {20 * nodes - shown} readings,", root.one("p", data_key="left-out").text)


if __name__ == "__main__":
    unittest.main()
