from collections import ChainMap, Counter, OrderedDict, UserDict, defaultdict, deque, namedtuple
from collections.abc import Iterable, Mapping, MutableMapping, Sequence

window = deque([1, 2, 3], maxlen=3)
window.append(4)
window.rotate(1)
assert list(window) == [4, 2, 3] and window.popleft() == 4 and window.index(3) == 1
assert Counter("abracadabra").most_common(2) == [("a", 5), ("b", 2)] and (Counter(a=3) - Counter(a=1, b=2)) == Counter(a=2)
groups = defaultdict(list)
groups["x"].append(1)
assert groups == {"x": [1]} and "y" not in groups
order = OrderedDict(a=1, b=2)
order.move_to_end("a")
assert list(order) == ["b", "a"] and order.popitem(last=False) == ("b", 2)
Point = namedtuple("Point", "x y", defaults=[0])
assert Point(1) == (1, 0) and Point(1)._replace(y=2).y == 2 and repr(Point(1)) == "Point(x=1, y=0)"
layered = ChainMap({"a": 1}, {"a": 2, "b": 3})
assert layered["a"] == 1 and layered["b"] == 3 and len(layered) == 2
assert isinstance(UserDict(a=1), MutableMapping) and isinstance({}, Mapping) and isinstance([], Sequence) and isinstance("", Iterable)
