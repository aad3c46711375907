import json

value = {"name": "grüß ☀", "list": [1, 2.5, -3e10, True, False, None], "nested": {"": "\"\\\n\u0001"}}
text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
assert text == '{"list":[1,2.5,-30000000000.0,true,false,null],"name":"grüß ☀","nested":{"":"\\"\\\\\\n\\u0001"}}', text
assert json.loads(text) == value
assert json.dumps("ü😀") == '"\\u00fc\\ud83d\\ude00"'
assert json.loads('"\\ud83d\\ude00"') == "😀"
assert json.dumps([1, {"a": 2}], indent=2) == '[\n  1,\n  {\n    "a": 2\n  }\n]'
assert json.loads("[1.10]", parse_float=str) == ["1.10"]
assert json.loads('{"a": 1, "a": 2}', object_pairs_hook=list) == [("a", 1), ("a", 2)]
assert json.dumps({1, 2}, default=sorted) == "[1, 2]"

try:
    json.loads('{"a": 1,\n "b" 2}')
    raise AssertionError("accepted")
except json.JSONDecodeError as error:
    assert (error.lineno, error.colno, error.pos) == (2, 6, 14), (error.lineno, error.colno, error.pos)

try:
    json.dumps(float("nan"), allow_nan=False)
    raise AssertionError("accepted")
except ValueError:
    pass

# Deep, but within the recursion limit of any CPython.
assert json.loads("[" * 200 + "]" * 200) is not None
