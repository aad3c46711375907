"""HTML that cannot be written unescaped. A text becomes a text, whatever is in it; only `element` makes markup. Pure.

`Html` is no str on purpose: neither `+` nor an f-string can make markup of a text, or a text of markup.
"""

import html
import re

# Control characters, those that turn the direction of writing or are nothing to look at, and halves of characters.
_UNSHOWABLE = re.compile(
    "[\x00-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff0-\ufffb\ufffe\uffff\ud800-\udfff]"
)
_SPACES = re.compile("[ \t\r\n\v\f]+")
_NAME = re.compile(r"[a-zA-Z][a-zA-Z0-9-]*")
_known: set[str] = set()

TEXT_LIMIT = 300
"""Longest text, in characters, that is shown of anything."""
ATTRIBUTE_LIMIT = 1000


class Html:
    """Finished markup."""

    __slots__ = ("_markup",)
    _markup: str

    def __init__(self) -> None:
        raise TypeError("markup is made by element() and fragment() only")

    @property
    def size(self) -> int:
        """Length in bytes of UTF-8."""
        return len(self._markup) if self._markup.isascii() else len(self._markup.encode())

    def markup(self) -> str:
        return self._markup


Content = str | Html | None
Attribute = str | int | bool | None


def element(name: str, *content: Content, **attributes: Attribute) -> Html:
    """`<name …>content</name>`. `class_` is `class`, `data_key` is `data-key`; what is None or False is left out."""
    _check(name)
    parts = ["<", name]
    for key, value in attributes.items():
        if value is None or value is False:
            continue
        key = key.rstrip("_").replace("_", "-")
        _check(key)
        parts.append(f" {key}" if value is True else f' {key}="{_escaped(str(value), ATTRIBUTE_LIMIT)}"')
    parts.append(">")
    parts.extend(map(_of, content))
    parts.append(f"</{name}>")
    return _made("".join(parts))


def fragment(*content: Content) -> Html:
    """Its parts one after the other."""
    return _made("".join(map(_of, content)))


def bounded(text: str, limit: int = TEXT_LIMIT) -> str:
    """At most `limit` characters, spaces joined to one, what cannot or must not be shown as U+FFFD."""
    # Looked at before it is cut: a text of megabytes costs no more than one of hundreds.
    text = text[: 4 * limit]
    if not (text.isascii() and text.isprintable()):
        text = _UNSHOWABLE.sub("\ufffd", _SPACES.sub(" ", text))
    return text if len(text) <= limit else text[: limit - 1].rstrip() + "…"


def _of(content: Content) -> str:
    if content is None:
        return ""
    return content.markup() if isinstance(content, Html) else _escaped(content)


def _escaped(text: str, limit: int = TEXT_LIMIT) -> str:
    return html.escape(bounded(text, limit), quote=True)


def _check(name: str) -> None:
    if name in _known:
        return
    if not _NAME.fullmatch(name):
        raise ValueError(f"{name!r} is no name of an element or attribute")
    _known.add(name)


def _made(markup: str) -> Html:
    made = object.__new__(Html)
    made._markup = markup
    return made
