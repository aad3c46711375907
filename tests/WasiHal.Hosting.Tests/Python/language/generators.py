def echo():
    received = []
    try:
        while True:
            received.append((yield len(received)))
    except ValueError:
        yield received
    finally:
        closed.append(True)


def delegating():
    result = yield from (x * x for x in range(3))
    assert result is None
    return (yield from inner())


def inner():
    yield "inner"
    return "returned"


closed = []
generator = echo()
assert [next(generator), generator.send("a"), generator.send("b")] == [0, 1, 2]
assert generator.throw(ValueError()) == ["a", "b"]
generator.close()
assert closed == [True]

steps = delegating()
assert [next(steps) for _ in range(4)] == [0, 1, 4, "inner"]
try:
    next(steps)
except StopIteration as stop:
    assert stop.value == "returned"
