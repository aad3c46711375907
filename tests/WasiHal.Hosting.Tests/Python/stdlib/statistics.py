import statistics
from fractions import Fraction

samples = [21.2, 21.4, 21.3, 35.0, 21.5, 21.3]
assert statistics.median(samples) == 21.35 and statistics.mode(samples) == 21.3
assert statistics.mean([1, 2, 3, 4]) == 2.5 and statistics.fmean([1, 2], weights=[3, 1]) == 1.25
assert statistics.mean([Fraction(1, 2), Fraction(1, 3)]) == Fraction(5, 12)
assert statistics.quantiles(range(1, 10), n=4) == [2.5, 5.0, 7.5]
assert statistics.quantiles([0, 10], n=10, method="inclusive") == [1, 2, 3, 4, 5, 6, 7, 8, 9]
assert statistics.pvariance([1, 3]) == 1 and statistics.variance([1, 3]) == 2 and statistics.pstdev([1, 3]) == 1
assert statistics.stdev([1.5, 2.5, 2.5, 2.75, 3.25, 4.75]) == 1.0810874155219827
assert statistics.harmonic_mean([40, 60]) == 48 and round(statistics.geometric_mean([54, 24, 36]), 9) == 36
assert statistics.multimode("aabbc") == ["a", "b"] and statistics.median_low([1, 2, 3, 4]) == 2

slope, intercept = statistics.linear_regression([0, 1, 2, 3], [1, 3, 5, 7])
assert (slope, intercept) == (2, 1) and round(statistics.correlation([1, 2, 3], [2, 4, 6]), 12) == 1

normal = statistics.NormalDist(100, 15)
assert round(normal.cdf(115), 6) == 0.841345 and round(normal.inv_cdf(0.975), 3) == 129.399
assert len(normal.samples(3, seed=1)) == 3

try:
    statistics.mean([])
    raise AssertionError("accepted")
except statistics.StatisticsError:
    pass
