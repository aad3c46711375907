import random

words = ["Banane", "apfel", "Äpfel", "cherry", "apfel"]
assert sorted(words) == ["Banane", "apfel", "apfel", "cherry", "Äpfel"] and sorted(words, key=str.casefold, reverse=True)[0] == "Äpfel"
pairs = [(2, "a"), (1, "b"), (2, "c"), (1, "d")]
assert sorted(pairs, key=lambda pair: pair[0]) == [(1, "b"), (1, "d"), (2, "a"), (2, "c")], "stable"
numbers = random.Random(7).sample(range(10_000), 5_000)
numbers.sort(reverse=True)
assert all(a > b for a, b in zip(numbers, numbers[1:])) and list(reversed([1, 2])) == [2, 1]
assert min([3, 1], default=0) == 1 and max([], default=0) == 0 and max("ab", "c", key=len) == "ab"
assert sorted({"b": 1, "a": 2}) == ["a", "b"] and list({3: 0, 1: 0}) == [3, 1], "insertion order"

try:
    sorted([1, "a"])
    raise AssertionError("sorted")
except TypeError:
    pass
