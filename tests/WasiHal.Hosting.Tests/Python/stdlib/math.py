import math

assert math.isclose(math.sin(math.pi / 6), 0.5) and math.isclose(math.atan2(1, -1), 3 * math.pi / 4)
assert math.exp(1) == math.e and math.isclose(math.log10(1e-5), -5) and math.log2(1 << 40) == 40
assert math.isclose(math.log(10**1000), 2302.585092994046)
assert math.sqrt(2) == 1.4142135623730951 and math.isclose(math.cbrt(27), 3) and math.isclose(math.hypot(3, 4, 12), 13)
assert math.fsum([0.1] * 10) == 1.0 and sum([0.25] * 4) == 1.0
assert math.gcd(84, 36, 24) == 12 and math.lcm(4, 6) == 12 and math.isqrt(10**40) == 10**20
assert math.factorial(25) == 15511210043330985984000000 and math.comb(50, 25) == 126410606437752
assert math.perm(10, 3) == 720 and math.prod([2, 3, 7]) == 42
assert math.floor(-1.5) == -2 and math.ceil(-1.5) == -1 and math.trunc(-1.5) == -1
assert math.modf(2.75) == (0.75, 2.0) and math.frexp(6.0) == (0.75, 3) and math.ldexp(0.75, 3) == 6.0
assert math.fmod(-7, 3) == -1.0 and math.remainder(7, 4) == -1.0 and math.copysign(1, -0.0) == -1
assert math.nextafter(1, 2) == 1 + 2**-52 and math.ulp(1.0) == 2**-52
assert math.isclose(math.gamma(5.5), 52.34277778455352) and math.isclose(math.erf(1), 0.8427007929497149)
assert math.isnan(math.nan) and math.isinf(-math.inf) and not math.isfinite(math.inf)
assert math.degrees(math.pi) == 180 and math.dist((0, 0), (1, 1)) == math.sqrt(2)

for wrong, kind in ((lambda: math.sqrt(-1), ValueError), (lambda: math.exp(1e5), OverflowError), (lambda: math.log(0), ValueError)):
    try:
        wrong()
    except kind:
        continue
    raise AssertionError(kind)

# The dew point of air at 21.5 °C and 48 % by the Magnus formula.
gamma = math.log(48 / 100) + 17.62 * 21.5 / (243.12 + 21.5)
assert round(243.12 * gamma / (17.62 - gamma), 2) == 10.02, 243.12 * gamma / (17.62 - gamma)
