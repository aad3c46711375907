from decimal import Decimal
from fractions import Fraction

assert Fraction(1, 3) + Fraction("1/6") == Fraction(1, 2) and Fraction("0.125") == Fraction(1, 8)
assert Fraction(3.25) == Fraction(13, 4) and Fraction(Decimal("0.1")) == Fraction(1, 10)
assert Fraction(3.141592653589793).limit_denominator(1000) == Fraction(355, 113)
assert float(Fraction(7, 2)) == 3.5 and round(Fraction(7, 2)) == 4 and Fraction(7, 2) // 1 == 3 and str(Fraction(-4, 6)) == "-2/3"
assert Fraction(1, 3) ** -2 == 9 and hash(Fraction(2, 1)) == hash(2)
