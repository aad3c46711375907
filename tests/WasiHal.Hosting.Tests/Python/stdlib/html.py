import html
import html.entities

assert html.escape('<a href="x">&\'') == "&lt;a href=&quot;x&quot;&gt;&amp;&#x27;"
assert html.escape('"', quote=False) == '"'
assert html.unescape("&lt;&eacute;&#x263a;&#9786;&notanentity;") == "<é☺☺¬anentity;"
assert html.entities.name2codepoint["euro"] == 0x20AC
