from urllib.parse import parse_qs, parse_qsl, quote, quote_plus, unquote, unquote_plus, urlencode, urljoin, urlsplit, urlunsplit

assert urlencode({"city": "Köln am Rhein", "n": [1, 2]}, doseq=True) == "city=K%C3%B6ln+am+Rhein&n=1&n=2"
parts = urlsplit("https://user@example.org:8443/a/b;c?x=1&y=#top")
assert (parts.scheme, parts.hostname, parts.port, parts.username, parts.path, parts.query, parts.fragment) == (
    "https", "example.org", 8443, "user", "/a/b;c", "x=1&y=", "top")
assert urlunsplit(parts) == parts.geturl()
assert parse_qs("a=1&a=2&b=", keep_blank_values=True) == {"a": ["1", "2"], "b": [""]} and parse_qsl("x=%20+") == [("x", "  ")]
assert quote("a b/ü?") == "a%20b/%C3%BC%3F" and quote_plus("a b/") == "a+b%2F" and unquote("%C3%BC%zz") == "ü%zz"
assert unquote_plus("a+b") == "a b" and urljoin("http://h/a/b", "../c?d") == "http://h/c?d"

try:
    urlsplit("http://[::1")
    raise AssertionError("accepted")
except ValueError:
    pass
