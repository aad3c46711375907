import io

text = io.StringIO("a\nb\r\nc")
assert text.readline() == "a\n" and text.read() == "b\r\nc" and list(io.StringIO("x\ny")) == ["x\n", "y"]
data = io.BytesIO()
data.write(b"abc")
data.seek(1)
assert data.read(1) == b"b" and data.getvalue() == b"abc" and data.getbuffer().nbytes == 3
wrapped = io.TextIOWrapper(io.BytesIO("grüß\r\nGott".encode("latin-1")), encoding="latin-1")
assert wrapped.readlines() == ["grüß\n", "Gott"]
buffered = io.BufferedReader(io.BytesIO(bytes(range(20))), 4)
assert buffered.peek(1)[:1] == b"\x00" and buffered.read(6) == bytes(range(6)) and buffered.tell() == 6
assert isinstance(data, io.IOBase) and io.DEFAULT_BUFFER_SIZE > 0
