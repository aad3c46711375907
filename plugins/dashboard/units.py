"""Values as people read them: base units come in, hPa, kΩ, GiB and °C come out. Pure."""

_PLAIN = {
    "Cel": ("°C", 1),
    "%": ("%", 1),
    "lx": ("lx", 0),
    "ppm": ("ppm", 0),
    "ug/m3": ("µg/m³", 1),
    "V": ("V", 2),
    "A": ("A", 2),
}
# What is shown in steps: each from a magnitude on, with the factor to divide by and the decimals.
_STEPS = {
    "Pa": ((0.0, 100.0, "hPa", 1),),
    "Ohm": ((1e6, 1e6, "MΩ", 2), (1e3, 1e3, "kΩ", 1), (0.0, 1.0, "Ω", 0)),
    "Hz": ((1e9, 1e9, "GHz", 2), (1e6, 1e6, "MHz", 2), (1e3, 1e3, "kHz", 2), (0.0, 1.0, "Hz", 1)),
    "By": (
        (2.0**40, 2.0**40, "TiB", 2),
        (2.0**30, 2.0**30, "GiB", 2),
        (2.0**20, 2.0**20, "MiB", 0),
        (2.0**10, 2.0**10, "KiB", 0),
        (0.0, 1.0, "B", 0),
    ),
}
_NO_BREAK = "\u00a0"


def shown(value: float | bool | str, unit: str) -> str:
    """A value with its unit."""
    if isinstance(value, bool):
        return "on" if value else "off"
    if isinstance(value, str):
        return value
    if unit == "s":
        return duration(value)
    factor, symbol, decimals = _scale(unit, abs(value))
    return _with_unit(number(value / factor, decimals), symbol)


def shown_range(low: float, high: float, unit: str) -> str:
    """From low to high, both in the unit that suits the larger."""
    if unit == "s":
        return f"{duration(low)} – {duration(high)}"
    factor, symbol, decimals = _scale(unit, max(abs(low), abs(high)))
    first, last = number(low / factor, decimals), number(high / factor, decimals)
    return _with_unit(first if first == last else f"{first} – {last}", symbol)


def duration(seconds: float) -> str:
    """The two largest of days, hours, minutes and seconds that matter."""
    if seconds < 0:
        return f"−{duration(-seconds)}"
    if seconds >= 1e10:
        return _with_unit(number(seconds / 86400, 0), "d")
    minutes, rest = divmod(int(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    days, hours = divmod(hours, 24)
    if days:
        return f"{days}{_NO_BREAK}d {hours}{_NO_BREAK}h {minutes}{_NO_BREAK}m"
    if hours:
        return f"{hours}{_NO_BREAK}h {minutes}{_NO_BREAK}m"
    if minutes:
        return f"{minutes}{_NO_BREAK}m {rest}{_NO_BREAK}s"
    return _with_unit(number(seconds, 0 if seconds == rest else 1), "s")


def number(value: float, decimals: int) -> str:
    """With a true minus sign, a thin gap between thousands, and no more digits than tell something."""
    if abs(value) >= 1e9:
        return f"{value:.4g}".replace("-", "−")
    if decimals > 0 and value != 0 and abs(value) < 10**-decimals:
        return f"{value:.2g}".replace("-", "−")
    text = f"{value:,.{decimals}f}"
    # What rounds to nothing has no sign.
    if text.startswith("-") and not text.strip("-0.,"):
        text = text[1:]
    return text.replace(",", "\u202f").replace("-", "−")


def _scale(unit: str, magnitude: float) -> tuple[float, str, int]:
    steps = _STEPS.get(unit)
    if steps is not None:
        for least, factor, symbol, decimals in steps:
            if magnitude >= least:
                return factor, symbol, decimals
    if unit in _PLAIN:
        symbol, decimals = _PLAIN[unit]
        return 1.0, symbol, decimals
    decimals = 0 if magnitude >= 100 or magnitude == int(magnitude) else 1 if magnitude >= 10 else 2
    return 1.0, "" if unit == "1" else unit, decimals


def _with_unit(text: str, symbol: str) -> str:
    return f"{text}{_NO_BREAK}{symbol}" if symbol else text
