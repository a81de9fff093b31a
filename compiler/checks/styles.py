"""Style sheets of an EPUB: nothing that its specification forbids, nothing fetched from outside, nothing missing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import tinycss2  # comes with WeasyPrint

from compiler.messages import Message

from .links import fault
from .publication import SVG, XHTML, Publication, is_remote

_FORBIDDEN = frozenset({"direction", "unicode-bidi"})


def check(book: Publication) -> Iterator[Message]:
    """Every style sheet, style element and style attribute."""
    for path, css in _sheets(book):
        tokens = tinycss2.parse_component_value_list(css, skip_comments=True)
        yield from _directions(book, path, tokens)
        for address in _addresses(tokens):
            if address.startswith("data:"):
                continue
            if is_remote(address):
                text = f"the style sheet fetches {address!r} from outside"
                yield book.found("epub-remote", text, "bring it into the book", path)
            elif lost := fault(book, path, address):
                yield book.found("epub-link-dangling", lost, "mend the address, or bring the file along", path)


def _sheets(book: Publication) -> Iterator[tuple[str, str]]:
    for item in book.items:
        if item.media_type == "text/css" and item.path in book.members:
            yield item.path, book.members[item.path].decode("utf-8", "replace")
    for document in book.documents.values():
        for element in document.elements:
            if element.tag in (f"{XHTML}style", f"{SVG}style") and element.text:
                yield document.path, element.text
            if element.get("style"):
                yield document.path, element.get("style")


def _directions(book: Publication, path: str, tokens: list[Any]) -> Iterator[Message]:
    """EPUB 3.3, 6.3.1.1: `direction` and `unicode-bidi` are forbidden; a declaration is a name before a colon."""
    flat = [token for token in _deep(tokens) if token.type not in {"whitespace", "comment"}]
    for before, token, after in zip([None, *flat], flat, flat[1:], strict=False):
        starts = before is None or before.type in {"{} block"} or (before.type == "literal" and before.value == ";")
        named = token.type == "ident" and token.lower_value in _FORBIDDEN
        if named and starts and after.type == "literal" and after.value == ":":
            text = f"the style sheet sets `{token.lower_value}`"
            hint = "say directions in the mark-up, with dir and bdi"
            yield book.found("epub-css-direction", text, hint, path, at=token.source_line)


def _addresses(tokens: list[Any]) -> Iterator[str]:
    before = ""
    for token in _deep(tokens):
        if token.type == "url" or (token.type == "string" and before == "import"):
            yield token.value
        elif token.type == "function" and token.lower_name == "url":
            yield from (inner.value for inner in token.arguments if inner.type == "string")
        if token.type != "whitespace":
            before = token.lower_value if token.type == "at-keyword" else ""


def _deep(tokens: Iterable[Any]) -> Iterator[Any]:
    for token in tokens:
        yield token
        inner = getattr(token, "arguments", None) or getattr(token, "content", None)
        if isinstance(inner, list):
            yield from _deep(inner)
