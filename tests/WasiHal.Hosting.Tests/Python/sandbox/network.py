import urllib.parse

try:
    import urllib.request
    urllib.request.urlopen("http://127.0.0.1/")
    raise AssertionError("opened")
except (ImportError, OSError) as error:
    assert str(error), repr(error)
assert urllib.parse.quote("ä") == "%C3%A4"
