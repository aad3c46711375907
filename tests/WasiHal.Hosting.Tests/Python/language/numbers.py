assert str(7**300)[:20] == "33838570200749104093" and len(str(7**300)) == 254
assert int(str(3**1000)) == 3**1000 and hex(2**64) == "0x10000000000000000" and (2**200 + 1) % 97 == (pow(2, 200, 97) + 1) % 97
assert pow(3, -1, 7) == 5 and (-7) // 2 == -4 and (-7) % 3 == 2 and divmod(-7.5, 2) == (-4.0, 0.5)
assert -1 >> 10 == -1 and 1 << 100 == 2**100 and ~5 == -6 and (255).bit_count() == 8 and (1 << 70).bit_length() == 71
assert round(2.5) == 2 and round(2.675, 2) == 2.67 and 0.1 + 0.2 == 0.30000000000000004 and 1e308 * 10 == float("inf")
assert repr(1e22) == "1e+22" and repr(0.1) == "0.1" and float.fromhex("0x1.8p3") == 12.0 and (0.5).as_integer_ratio() == (1, 2)
assert 10**15 + 0.3 != 10**15 and hash(1) == hash(1.0) == hash(True) and 2**53 + 1 != float(2**53 + 1)
assert 3 + 4j == complex(3, 4) and isinstance(True, int) and sum(range(100_001)) == 5_000_050_000

try:
    int("9" * 5000)
    raise AssertionError("accepted")
except ValueError as error:
    assert "4300" in str(error)
try:
    1 / 0
except ZeroDivisionError:
    pass
