# Decimal arithmetic at a precision of a hundred million digits.
# Ends: failed or lost
# Says: DEADLINE|MEMORY|.*

import decimal


def deed():
    decimal.getcontext().prec = 100_000_000
    return decimal.Decimal(2).sqrt()
