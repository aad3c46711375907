import hmac

# RFC 2202 and RFC 4231, test case 2.
data = b"what do ya want for nothing?"
assert hmac.new(b"Jefe", data, "md5").hexdigest() == "750c783e6ab0b503eaa86e310a5db738"
assert hmac.new(b"Jefe", data, "sha1").hexdigest() == "effcdf6ae5eb2fa2d27416d5f184df9c259a7c79"
assert hmac.new(b"Jefe", data, "sha256").hexdigest() == "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"
assert hmac.new(b"Jefe", data, "sha512").hexdigest() == (
    "164b7a7bfcf819e2e395fbe73b56e0a387bd64222e831fd610270cd7ea250554"
    "9758bf75c05a994a6d034f65f8f0e6fdcaeab1a34d4a6b4b636e070a38bce737")

# RFC 4231, test case 6: a key longer than the block.
long = hmac.new(b"\xaa" * 131, digestmod="sha256")
long.update(b"Test Using Larger Than Block-Size Key ")
long.update(b"- Hash Key First")
assert long.hexdigest() == "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54"
assert long.copy().digest() == long.digest() and long.digest_size == 32

assert hmac.digest(b"Jefe", data, "sha256").hex()[:8] == "5bdcc146"
assert hmac.compare_digest("abc", "abc") and not hmac.compare_digest(b"abc", b"abd")
