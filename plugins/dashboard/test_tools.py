"""What the other tests share: snapshots to start from, and a reader of HTML that accepts nothing but clean markup."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta, timezone

import copy
import html
import json
import re
import unittest

from snapshot import Snapshot, parse

NOW = datetime(2026, 3, 1, 12, 0, 5, 250000, tzinfo=timezone.utc)

# What the host lets through to the page; whatever else a plugin wrote would be lost.
ELEMENTS = {
    "section",
    "div",
    "p",
    "span",
    "h2",
    "h3",
    "ul",
    "li",
    "table",
    "caption",
    "thead",
    "tbody",
    "tr",
    "th",
    "td",
    "details",
    "summary",
    "time",
    "strong",
    "small",
    "code",
    "button",
    "svg",
    "title",
    "polyline",
    "circle",
}
ATTRIBUTES = {
    "class",
    "role",
    "aria-label",
    "aria-hidden",
    "data-key",
    "data-node",
    "data-plugin",
    "data-action",
    "data-restart",
    "data-buzzer",
    "data-relay",
    "data-on",
    "scope",
    "open",
    "datetime",
    "type",
    "viewBox",
    "points",
    "cx",
    "cy",
    "r",
}


def at(seconds_ago: float) -> str:
    return (NOW - timedelta(seconds=seconds_ago)).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def node(id: str = "hub", **changes) -> dict:
    return {
        "id": id,
        "role": "hub",
        "hal": "linux",
        "state": "online",
        "lastSeen": at(1),
        "version": "0.1.0",
        "outbox": 0,
        "lost": 0,
        **changes,
    }


def sensor(plugin: str = "dht22", **changes) -> dict:
    return {
        "node": "hub",
        "plugin": plugin,
        "sensor": None,
        "state": "missing",
        "lastSeen": None,
        "expectedEverySeconds": 15,
        "reason": "no answer",
        **changes,
    }


def reading(quantity: str = "temperature", value=21.5, unit: str = "Cel", **changes) -> dict:
    return {
        "node": "hub",
        "plugin": "bme680",
        "sensor": "bme680",
        "quantity": quantity,
        "value": value,
        "unit": unit,
        "time": at(3),
        "stale": False,
        **changes,
    }


def plugin(id: str = "bme680", **changes) -> dict:
    return {
        "id": id,
        "node": "hub",
        "kinds": ["sensor"],
        "state": "running",
        "version": "3b48dac8fb59",
        "lastError": None,
        "nextStart": None,
        "slowed": False,
        "polls": 120,
        "failures": 0,
        "restarts": 0,
        "deniedCalls": 0,
        "lastPollMilliseconds": 0.2,
        "memoryBytes": 12582912,
        "pollInterval": "5s",
        "permissions": {"asked": [], "granted": [], "refused": []},
        **changes,
    }


def entry(message: str = "started", **changes) -> dict:
    return {
        "id": 1,
        "time": at(60),
        "level": "information",
        "node": "hub",
        "plugin": "bme680",
        "message": message,
        **changes,
    }


def document(**changes) -> dict:
    return copy.deepcopy(
        {
            "time": at(0),
            "node": "hub",
            "nodes": [node()],
            "readings": [reading()],
            "plugins": [plugin()],
            "history": {},
            "logs": [],
            **changes,
        }
    )


def snapshot(**changes) -> Snapshot:
    return parse(json.dumps(document(**changes)))


@dataclass
class Element:
    name: str
    attributes: dict[str, str]
    children: "list[Element | str]" = field(default_factory=list)

    @property
    def text(self) -> str:
        return "".join(child if isinstance(child, str) else child.text for child in self.children)

    def all(self, name: str, **attributes: str) -> "list[Element]":
        """Those within that have this name ("" for any) and these attributes, in their order."""
        wanted = {key.rstrip("_").replace("_", "-"): value for key, value in attributes.items()}
        found = []
        for child in self.children:
            if isinstance(child, Element):
                if name in ("", child.name) and wanted.items() <= child.attributes.items():
                    found.append(child)
                found.extend(child.all(name, **attributes))
        return found

    def one(self, name: str, **attributes: str) -> "Element":
        found = self.all(name, **attributes)
        assert len(found) == 1, f"{len(found)} of {name} {attributes}"
        return found[0]


_TOKEN = re.compile(r'<(/?)([a-zA-Z][a-zA-Z0-9]*)((?: [a-zA-Z-]+(?:="[^"<>]*")?)*)>|([^<>]+)')
_ATTRIBUTE = re.compile(r' ([a-zA-Z-]+)(?:="([^"]*)")?')


def read(markup: str) -> Element:
    """Every element closed in its turn, every attribute in quotes, no stray sign: or an AssertionError."""
    root = Element("", {})
    open_elements = [root]
    place = 0
    while place < len(markup):
        token = _TOKEN.match(markup, place)
        assert token, f"no clean markup: {markup[place:place + 60]!r}"
        place = token.end()
        closing, name, attributes, text = token.groups()
        if text is not None:
            open_elements[-1].children.append(_plain(text))
        elif closing:
            assert open_elements.pop().name == name and open_elements, f"</{name}> closes nothing"
        else:
            element = Element(name, {key: _plain(value) for key, value in _ATTRIBUTE.findall(attributes)})
            assert name in ELEMENTS, f"<{name}> is not let through"
            assert element.attributes.keys() <= ATTRIBUTES, f"{element.attributes} are not all let through"
            open_elements[-1].children.append(element)
            open_elements.append(element)
    assert len(open_elements) == 1, f"<{open_elements[-1].name}> is not closed"
    return root


def _plain(text: str) -> str:
    assert not re.search(r"&(?!(?:amp|lt|gt|quot|#x27);)", text), f"a stray & in {text!r}"
    return html.unescape(text)


class ReadTests(unittest.TestCase):
    def test_clean_markup_is_read(self):
        root = read('<p class="a &amp; b">1 &lt; 2 <strong>x</strong></p>')

        self.assertEqual("1 < 2 x", root.one("p", class_="a & b").text)

    def test_anything_else_is_refused(self):
        for markup in (
            "<p>",
            "</p>",
            "<p></div>",
            "<p><span></p></span>",
            "a & b",
            "<p class=a></p>",
            "<script></script>",
            '<p onclick="x"></p>',
            '<p style="x"></p>',
            "<p ",
            '<p class="a>"></p>',
            "1 > 2",
        ):
            with self.subTest(markup=markup), self.assertRaises(AssertionError):
                read(markup)


if __name__ == "__main__":
    unittest.main()
