"""How values are said in few letters. Pure: no host, no state."""


def decimal(value: float, places: int) -> str:
    """A number with its decimals, and never minus zero."""
    return f"{round(value, places) + 0.0:.{places}f}"


def kilo_ohms(ohms: float) -> str:
    kilo = ohms / 1000
    return decimal(kilo, 2 if kilo < 10 else 1 if kilo < 100 else 0) + " kΩ"


def duration(seconds: float) -> str:
    """The two largest units: `3d 4h`, `4h 12m`, `12m`, `40s`."""
    minutes, hours, days = int(seconds // 60), int(seconds // 3600), int(seconds // 86400)
    if days:
        return f"{days}d {hours % 24}h"
    if hours:
        return f"{hours}h {minutes % 60}m"
    return f"{minutes}m" if minutes else f"{int(seconds)}s"


def memory(used: float, total: float) -> str:
    """Bytes used of bytes there are, in MiB, from 10 GiB on in GiB."""
    if total < 10 << 30:
        return f"{used / (1 << 20):.0f}/{total / (1 << 20):.0f} MiB"
    return f"{used / (1 << 30):.1f}/{total / (1 << 30):.1f} GiB"


def comfort(celsius: float, relative_humidity: float | None) -> str:
    """How the air of a room feels; the limits of hot, cold, humid and dry are those of the alarms."""
    if celsius <= 15:
        warmth = "cold"
    elif celsius < 19:
        warmth = "cool"
    elif celsius <= 25:
        warmth = "pleasant"
    else:
        warmth = "warm" if celsius < 30 else "hot"
    if relative_humidity is None or 25 < relative_humidity < 70:
        return warmth
    return f"{warmth}, {'dry' if relative_humidity <= 25 else 'humid'}"


def air(score: float) -> str:
    """What a score of 0 to 500 means; lower is better."""
    for limit, word in ((50, "good"), (100, "fair"), (150, "stuffy"), (200, "poor")):
        if score <= limit:
            return word
    return "bad"


def alarm_name(quantity: str) -> str:
    """`alarm_bad_air` is called `bad air`."""
    return quantity.removeprefix("alarm_").replace("_", " ") or "alarm"
