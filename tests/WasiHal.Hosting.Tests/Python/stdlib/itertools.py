import itertools as it

assert list(it.islice(it.count(5, 2), 3)) == [5, 7, 9] and list(it.accumulate([1, 2, 3])) == [1, 3, 6]
assert list(it.chain("ab", [1])) == ["a", "b", 1] and list(it.chain.from_iterable([[1], [2]])) == [1, 2]
assert [(key, len(list(group))) for key, group in it.groupby("aabb")] == [("a", 2), ("b", 2)]
assert list(it.pairwise([1, 2, 3])) == [(1, 2), (2, 3)] and list(it.zip_longest("ab", "c", fillvalue="-")) == [("a", "c"), ("b", "-")]
assert list(it.product([0, 1], repeat=2)) == [(0, 0), (0, 1), (1, 0), (1, 1)]
assert len(list(it.permutations(range(4)))) == 24 and list(it.combinations("abc", 2)) == [("a", "b"), ("a", "c"), ("b", "c")]
assert list(it.combinations_with_replacement("ab", 2)) == [("a", "a"), ("a", "b"), ("b", "b")]
assert list(it.takewhile(lambda x: x < 3, [1, 2, 3, 1])) == [1, 2] and list(it.dropwhile(lambda x: x < 3, [1, 3, 1])) == [3, 1]
assert list(it.compress("abc", [1, 0, 1])) == ["a", "c"] and list(it.filterfalse(bool, [0, 1])) == [0]
assert list(it.starmap(pow, [(2, 3)])) == [8] and list(it.repeat("x", 2)) == ["x", "x"]
left, right = it.tee([1, 2])
assert list(left) == list(right) and next(it.cycle("ab")) == "a"
