"""Which right-to-left letters the fonts of an EPUB lack, where its style sheets ask for these fonts."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from typing import Any

import tinycss2  # comes with WeasyPrint
from fontTools.ttLib import TTFont

from compiler.files import MAX_TEXT

from .publication import Publication, resolve

MAX_FACES = 64


def letters_of_families(book: Publication) -> dict[str, frozenset[int]]:
    """The code points of each embedded family, in lower case; of all its faces together.

    A family with a face that cannot be read, being broken, obfuscated or elsewhere, is left out: nothing is known of it.
    """
    found: dict[str, frozenset[int]] = {}
    unknown: set[str] = set()
    for number, (family, path) in enumerate(_faces(book)):
        letters = _cmap(book.members.get(path, b"")) if number < MAX_FACES else frozenset()
        found[family] = found.get(family, frozenset()) | letters
        if not letters:
            unknown.add(family)
    return {family: letters for family, letters in found.items() if family not in unknown}


def _faces(book: Publication) -> Iterator[tuple[str, str]]:
    for item in book.items:
        if item.media_type != "text/css" or item.path not in book.members:
            continue
        sheet = tinycss2.parse_stylesheet(book.members[item.path].decode("utf-8", "replace"))
        for rule in sheet:
            if rule.type == "at-rule" and rule.lower_at_keyword == "font-face" and rule.content:
                family, addresses = _face(rule.content)
                yield from ((family, resolve(item.path, address)[0]) for address in addresses)


def _face(content: Any) -> tuple[str, list[str]]:
    family, addresses = "", []
    for item in tinycss2.parse_declaration_list(content, skip_comments=True, skip_whitespace=True):
        if item.type != "declaration":
            continue
        if item.lower_name == "font-family":
            words = (token.value for token in item.value if token.type in {"string", "ident"})
            family = " ".join(words).lower()
        elif item.lower_name == "src":
            addresses += [token.value for token in item.value if token.type == "url"]
            functions = (token for token in item.value if token.type == "function" and token.lower_name == "url")
            addresses += [inner.value for token in functions for inner in token.arguments if inner.type == "string"]
    return family, addresses


def _cmap(data: bytes) -> frozenset[int]:
    """The code points of a face; none if it cannot be read."""
    if len(data) > MAX_TEXT:
        return frozenset()
    try:
        return frozenset(TTFont(BytesIO(data), lazy=True).getBestCmap() or {})
    except Exception:  # a broken font makes fontTools raise whatever it meets first
        return frozenset()
