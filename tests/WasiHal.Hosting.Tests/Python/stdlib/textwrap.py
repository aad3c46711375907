import textwrap

text = "The quick brown fox jumped over the lazy dog."
assert textwrap.wrap(text, 16) == ["The quick brown", "fox jumped over", "the lazy dog."]
assert textwrap.fill(text, 30, initial_indent="* ", subsequent_indent="  ") == "* The quick brown fox jumped\n  over the lazy dog."
assert textwrap.shorten(text, 20) == "The quick [...]"
assert textwrap.dedent("  a\n    b\n") == "a\n  b\n" and textwrap.indent("a\n\nb", "> ") == "> a\n\n> b"
