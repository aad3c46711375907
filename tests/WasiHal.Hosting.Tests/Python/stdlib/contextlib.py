import contextlib
import io

steps = []


@contextlib.contextmanager
def bus(name):
    steps.append(f"open {name}")
    try:
        yield name
    except ValueError as error:
        steps.append(f"swallowed {error}")
    finally:
        steps.append(f"close {name}")


with bus("a") as opened:
    assert opened == "a"
with bus("b"):
    raise ValueError("bad")
assert steps == ["open a", "close a", "open b", "swallowed bad", "close b"]

with contextlib.ExitStack() as stack:
    stack.enter_context(bus("c"))
    stack.callback(steps.append, "callback")
assert steps[-2:] == ["callback", "close c"]

with contextlib.suppress(KeyError):
    {}["x"]
with contextlib.redirect_stdout(io.StringIO()) as captured:
    print("to the text")
assert captured.getvalue() == "to the text\n"
with contextlib.nullcontext(5) as five:
    assert five == 5


class Port:
    closed = False

    def close(self):
        self.closed = True


with contextlib.closing(Port()) as port:
    assert not port.closed
assert port.closed
