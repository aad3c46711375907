import base64

assert base64.b64encode(b"\xfb\xff hello") == b"+/8gaGVsbG8=" and base64.urlsafe_b64encode(b"\xfb\xff") == b"-_8="
assert base64.b64decode("+/8gaGVsbG8=") == b"\xfb\xff hello"
assert base64.b32encode(b"foobar") == b"MZXW6YTBOI======" and base64.b16encode(b"\x0f") == b"0F"
assert base64.b85decode(base64.b85encode(bytes(range(256)))) == bytes(range(256))
assert base64.a85encode(b"Man ") == b"9jqo^"

try:
    base64.b64decode("a===", validate=True)
    raise AssertionError("accepted")
except ValueError:
    pass
