import string

assert string.ascii_lowercase == "abcdefghijklmnopqrstuvwxyz" and string.hexdigits == "0123456789abcdefABCDEF"
assert string.Template("$name is ${state}, $$5").substitute(name="gas", state="cold") == "gas is cold, $5"
assert string.Template("$a $b").safe_substitute(a=1) == "1 $b"
assert string.capwords("ab cd") == "Ab Cd" and string.Formatter().format("{0:>4}|{a[0]}", 7, a="x") == "   7|x"
assert list(string.Formatter().parse("{a!r:>3}b"))[0] == ("", "a", ">3", "r")

try:
    string.Template("$missing").substitute()
    raise AssertionError("accepted")
except KeyError:
    pass
