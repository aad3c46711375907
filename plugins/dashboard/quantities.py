"""What quantities are called and in which order they stand. Pure.

Nothing here is needed for a quantity to be shown: one that is not in the table follows those that are, by its own name.
"""

from dataclasses import dataclass

ALARM = "alarm_"


@dataclass(frozen=True, slots=True)
class Quantity:
    name: str
    rank: int
    has_graph: bool = True
    is_relay: bool = False


_NAMES = {
    "temperature": "Temperature",
    "relative_humidity": "Humidity",
    "pressure": "Pressure",
    "air_quality_score": "Air quality score",
    "air_quality_accuracy": "Air quality accuracy",
    "gas_resistance": "Gas resistance",
    "pm1": "PM1",
    "pm2_5": "PM2.5",
    "pm10": "PM10",
    "cpu_temperature": "Processor temperature",
    "cpu_use": "Processor use",
    "memory_used": "Memory used",
    "memory_total": "Memory total",
    "uptime": "Up for",
    "fan": "Fan",
    "throttled": "Throttled",
}
# A line that only rises or never moves says nothing.
_WITHOUT_GRAPH = {"air_quality_accuracy", "memory_total", "uptime"}
_RELAYS = {"fan"}
_TABLE = {
    key: Quantity(name, rank, key not in _WITHOUT_GRAPH, key in _RELAYS)
    for rank, (key, name) in enumerate(_NAMES.items(), 1)
}


def quantity(key: str) -> Quantity:
    """Those of the table come first, then all others, then alarms: one that is on stands at the top of the page as well."""
    if key.startswith(ALARM):
        return Quantity(f"Alarm: {alarm_name(key)}", len(_TABLE) + 2, has_graph=False)
    known = _TABLE.get(key)
    return known if known is not None else Quantity(_words(key), len(_TABLE) + 1)


def alarm_name(key: str) -> str:
    """`alarm_bad_air` is "bad air"."""
    return _words(key[len(ALARM) :]).lower() or key


def _words(key: str) -> str:
    text = key[:200].replace("_", " ").strip()
    return text[:1].upper() + text[1:] or key
