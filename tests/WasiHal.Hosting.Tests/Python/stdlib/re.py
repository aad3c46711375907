import re

assert re.fullmatch(r"(?P<bus>\d+):(?P<address>0x[0-9a-f]{2})", "1:0x76").groupdict() == {"bus": "1", "address": "0x76"}
assert re.findall(r"(?<=t=)-?\d+", "72 01 : crc=e1 YES\n72 01 t=23125") == ["23125"]
assert re.findall(r"(?<!\$)\b\d+\b(?!%)", "$5 7 9%") == ["7"]
assert re.sub(r"(\w+)=(\w+)", r"\2=\g<1>", "a=1, b=2") == "1=a, 2=b"
assert re.sub(r"\d", lambda match: str(int(match[0]) + 1), "a1b8") == "a2b9"
assert re.split(r"[,;]\s*", "a, b;c") == ["a", "b", "c"]
assert [match.span() for match in re.finditer("a+", "aabaaa")] == [(0, 2), (3, 6)]
assert re.match(r"ÄPFEL", "äpfel", re.IGNORECASE) and not re.match("ÄPFEL", "äpfel", re.IGNORECASE | re.ASCII)
assert re.search(r"^b.c$", "a\nb\nc", re.MULTILINE | re.DOTALL)
assert re.compile(r"""
    (\d+)  # whole
    \.?    # point
""", re.VERBOSE).match("12.").group(1) == "12"
assert re.match(rb"\$GPGGA,(\d+)", b"$GPGGA,123519,4807").group(1) == b"123519"
assert re.match(r"(a)?(?(1)b|c)", "c") and re.fullmatch(r"(?>a+)b", "aab") and re.fullmatch(r"a++b", "aab")
assert re.escape("a.b") == r"a\.b" and re.match(r"(.)\1", "xx")

try:
    re.compile("(unclosed")
    raise AssertionError("accepted")
except re.error as error:
    assert error.pos == 0
