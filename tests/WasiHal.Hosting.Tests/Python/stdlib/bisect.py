import bisect

limits = [10, 20, 20, 30]
assert bisect.bisect_left(limits, 20) == 1 and bisect.bisect_right(limits, 20) == 3
bisect.insort(limits, 25)
assert limits == [10, 20, 20, 25, 30]
assert bisect.bisect([("a", 1), ("b", 5)], 3, key=lambda pair: pair[1]) == 1
