import operator

assert operator.itemgetter(1, 0)("ab") == ("b", "a") and operator.attrgetter("real")(3) == 3
assert operator.methodcaller("split", ",")("a,b") == ["a", "b"] and operator.index(True) == 1
assert sorted([("b", 1), ("a", 2)], key=operator.itemgetter(0))[0] == ("a", 2)
assert operator.or_(4, 1) == 5 and operator.contains([1], 1) and operator.concat("a", "b") == "ab" and operator.truediv(1, 2) == 0.5
values = [1]
assert operator.iadd(values, [2]) is values == [1, 2] and operator.countOf([1, 1], 1) == 2 and operator.length_hint(iter([1])) == 1
