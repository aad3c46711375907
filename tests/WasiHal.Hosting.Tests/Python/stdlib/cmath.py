import cmath
import math

assert cmath.sqrt(-4) == 2j and abs(cmath.exp(1j * math.pi) + 1) < 1e-15
assert cmath.polar(1j) == (1.0, math.pi / 2) and cmath.isclose(cmath.rect(2, math.pi), -2, abs_tol=1e-15)
assert cmath.phase(-1) == math.pi and cmath.isclose(cmath.log(1j), 1j * math.pi / 2)
assert cmath.isclose(cmath.sin(1 + 1j), 1.2984575814159773 + 0.6349639147847361j)
assert cmath.isnan(complex(0, math.nan)) and cmath.isinf(complex(math.inf, 0)) and cmath.isfinite(1j)
assert (3 + 4j).conjugate() * (3 + 4j) == 25 and abs(3 + 4j) == 5 and complex("1-2j") == 1 - 2j
