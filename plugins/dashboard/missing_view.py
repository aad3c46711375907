"""Sensors that should be there and have never said anything. Pure."""

from collections.abc import Iterable

from allowance import Allowance
from health import WARN
from html_builder import Html, bounded, element
from node_view import pill
from snapshot import SensorStatus

REASON_LIMIT = 160
"""Longest reason, in characters."""
_BYTES = 6 * 1024


class MissingSensors:
    """Makes the cards of all nodes out of one allowance. Those that spoke once have a card with what they said."""

    def __init__(self, sensors: Iterable[SensorStatus]) -> None:
        self._allowance = Allowance(_BYTES)
        self._sensors: dict[str, list[SensorStatus]] = {}
        for sensor in sensors:
            if sensor.is_missing and sensor.last_seen is None:
                self._sensors.setdefault(sensor.node, []).append(sensor)

    @property
    def nodes(self) -> Iterable[str]:
        return self._sensors.keys()

    @property
    def left_out(self) -> int:
        return self._allowance.refused

    def cards(self, node: str) -> list[Html]:
        return [card for card in map(_card, self._sensors.get(node, ())) if self._allowance.admits(card)]


def _card(sensor: SensorStatus) -> Html:
    name = sensor.sensor or sensor.plugin
    return element(
        "div",
        element("div", element("h3", name), pill("missing", WARN), class_="head"),
        element("p", bounded(sensor.reason, REASON_LIMIT), class_="quiet") if sensor.reason else None,
        class_="card stale",
        data_key=f"missing/{sensor.plugin}/{name}",
    )
