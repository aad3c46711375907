import csv
import io

out = io.StringIO()
writer = csv.writer(out)
writer.writerow(["plain", 'with "quotes"', "a,b", "two\nlines", 1.5, None])
assert out.getvalue() == 'plain,"with ""quotes""","a,b","two\nlines",1.5,\r\n'
assert list(csv.reader(io.StringIO(out.getvalue()))) == [["plain", 'with "quotes"', "a,b", "two\nlines", "1.5", ""]]

semicolons = io.StringIO()
csv.writer(semicolons, delimiter=";", quoting=csv.QUOTE_NONNUMERIC, lineterminator="\n").writerow(["a", 1])
assert semicolons.getvalue() == '"a";1\n'
assert list(csv.DictReader(["name;value", "x;1"], delimiter=";")) == [{"name": "x", "value": "1"}]
rows = io.StringIO()
table = csv.DictWriter(rows, ["a", "b"], restval="-")
table.writeheader()
table.writerow({"a": 1})
assert rows.getvalue() == "a,b\r\n1,-\r\n"
assert csv.Sniffer().sniff("a;b;c\n1;2;3\n").delimiter == ";"

try:
    next(csv.reader(["'a"], quotechar="'", strict=True))
    raise AssertionError("accepted")
except csv.Error:
    pass
