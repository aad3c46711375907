# Coroutines run without asyncio: somebody sends to them.
import inspect
import types


@types.coroutine
def ask(question):
    return (yield question)


async def conversation():
    first = await ask("first?")
    async with Guard() as guard:
        second = await ask("second?")
    async for each in countdown(2):
        first += each
    return [first, second, guard.entered, [n async for n in countdown(1)]]


class Guard:
    entered = False

    async def __aenter__(self):
        self.entered = True
        return self

    async def __aexit__(self, *details):
        await ask("leave?")


async def countdown(n):
    while n:
        yield n
        n -= 1


coroutine = conversation()
assert inspect.iscoroutine(coroutine) and coroutine.send(None) == "first?" and coroutine.send(10) == "second?"
assert coroutine.send("s") == "leave?"
try:
    coroutine.send(None)
    raise AssertionError("goes on")
except StopIteration as stop:
    assert stop.value == [13, "s", True, [1]]

thrown = conversation()
thrown.send(None)
try:
    thrown.throw(OSError("bus"))
    raise AssertionError("goes on")
except OSError:
    pass
