from decimal import ROUND_DOWN, ROUND_HALF_EVEN, ROUND_HALF_UP, Context, Decimal, DivisionByZero, InvalidOperation, getcontext, localcontext

assert Decimal("0.1") + Decimal("0.2") == Decimal("0.3") and str(Decimal("1.20") * 3) == "3.60"
assert str(Decimal(1) / Decimal(7)) == "0.1428571428571428571428571429" and getcontext().prec == 28
with localcontext() as context:
    context.prec = 5
    assert str(Decimal(2).sqrt()) == "1.4142"
assert getcontext().prec == 28
assert Decimal("2.675").quantize(Decimal("0.01"), ROUND_HALF_UP) == Decimal("2.68")
assert Decimal("2.665").quantize(Decimal("0.01"), ROUND_HALF_EVEN) == Decimal("2.66")
assert Decimal("-1.99").to_integral_value(ROUND_DOWN) == -1 and Decimal("1E+3").to_integral() == 1000
assert Context(prec=50).divide(Decimal(1), Decimal(3)) == Decimal("0." + "3" * 50)
assert Decimal("3.14").as_tuple().digits == (3, 1, 4) and Decimal("1.5").as_integer_ratio() == (3, 2)
assert f"{Decimal('1234567.891'):,.2f}" == "1,234,567.89" and Decimal(0.5) == Decimal("0.5")
assert Decimal("NaN").is_nan() and Decimal("Infinity") > Decimal(10) ** 100
assert str(Decimal(2) ** 200).startswith("1.606938044258990275541962092E+60") and Decimal(100).ln() > Decimal("4.6")

for wrong, kind in ((lambda: Decimal(1) / 0, DivisionByZero), (lambda: Decimal("x"), InvalidOperation)):
    try:
        wrong()
    except kind:
        continue
    raise AssertionError(kind)
