# Match, f-strings, walrus, unpacking, closures, comprehension scopes, positional-only arguments, decorators, del, chained comparisons.
def describe(value):
    match value:
        case 0 | 1:
            return "bit"
        case int(n) if n < 0:
            return f"negative {n}"
        case [first, *rest]:
            return f"list {first} and {len(rest)}"
        case {"kind": str(kind), **others}:
            return f"{kind} {sorted(others)}"
        case str() as text:
            return text.upper()
        case _:
            return "other"


assert [describe(v) for v in (1, -5, [1, 2, 3], {"kind": "k", "x": 1}, "a", 2.5)] == [
    "bit", "negative -5", "list 1 and 2", "k ['x']", "A", "other"]

value, width = 3.14159, 8
assert f"{value:>{width}.2f}|{value!r}|{width=}|{'nested ' + f'{1 + 1}'}|{{}}" == "    3.14|3.14159|width=8|nested 2|{}"
assert f"{0x76:#06x} {1234567:_} {0.256:.1%} {'ü':*^5} {-5:+d} {12345.678:e}" == "0x0076 1_234_567 25.6% **ü** -5 1.234568e+04"
assert (n := 10) > 5 and n == 10 and [y for x in range(3) if (y := x * 2) > 1] == [2, 4]
first, *middle, (last, _) = 1, 2, 3, (4, 5)
assert (first, middle, last) == (1, [2, 3], 4) and {**{"a": 1}, "b": 2} | {"a": 3} == {"a": 3, "b": 2}


def arguments(a, /, b, *more, c=3, **named):
    return a, b, more, c, named


assert arguments(1, 2, 3, c=4, d=5) == (1, 2, (3,), 4, {"d": 5})


def counter():
    count = 0

    def increase():
        nonlocal count
        count += 1
        return count
    return increase


increase = counter()
assert [increase(), increase()] == [1, 2] and 1 < 2 < 3 and not 1 < 3 < 2
assert "".join(sorted("zürich")) == "chirzü" and "ß".upper() == "SS" and "İ".casefold() and "a\N{GREEK SMALL LETTER MU}" == "aμ"
assert b"\xff\x00".hex(" ") == "ff 00" and bytes.fromhex("76 d0") == b"\x76\xd0" and int.from_bytes(b"\x01\x00", "big", signed=True) == 256
assert eval("1 + 1") == 2 and compile("x = 1", "<text>", "exec") is not None
scope = {}
exec("def f(): return 5\nx = f()", scope)
assert scope["x"] == 5
