"""Verse and code: blocks whose lines are kept."""

from __future__ import annotations

import re
from collections.abc import Iterable

from compiler.model.content import Blocks, CodeBlock, Text, Verse
from compiler.model.walk import text_of

from .inlines import inlines_of, lines, parts, split_at_breaks, tidy
from .scope import Page, Scope
from .tree import Element, first, inner, is_blank, roles, tag

_VERSE = re.compile(r"(?:^|[-_ ])(?:poem|poetry|verse|verses|stanza|poem-text|wp-block-verse|lyrics)(?:$|[-_ ])")
_SYNTAX = re.compile(r"(?:language|lang|highlight-source|brush:?)[-\s]*([A-Za-z0-9+#]{1,20})")


def is_verse(element: Element) -> bool:
    """An element whose class or role says that it is a poem."""
    said = (element.get("class") or "").lower()[:500]
    return bool(_VERSE.search(said)) or bool(roles(element) & {"verse", "z3998:verse", "z3998:poem"})


def verse(page: Page, element: Element, scope: Scope) -> Blocks:
    """Stanzas of lines: a paragraph, or what stands between empty lines, is a stanza."""
    inside = scope.inside(element)
    holders = [found for found in element if tag(found) in {"p", "div", "pre", "blockquote"}]
    runs: list[Iterable[str | Element]] = [
        parts(found) if first(found, "p", "div") is None else lines(found) for found in holders
    ]
    stanzas = [
        tuple(split_at_breaks(stanza, 1))
        for run in (runs or [parts(element)])
        for stanza in split_at_breaks(inlines_of(page, run, inside), 2)
    ]
    text = "\n".join(text_of(line) for stanza in stanzas for line in stanza)
    if is_blank(text):
        return ()
    return (Verse(stanzas=tuple(stanzas), **page.place(inside, text, page.origin(element))),)


def preformatted(page: Page, element: Element, scope: Scope) -> Blocks:
    """Code, its white space kept; of the class of a poem, verse."""
    text = _raw(element).removeprefix("\n").rstrip(" \t\n\r")
    if is_blank(text):
        return ()
    place = page.place(scope.inside(element), text, page.origin(element))
    if is_verse(element):
        stanzas = [
            [tidy((Text(line),)) for line in stanza.split("\n") if line.strip()]
            for stanza in re.split(r"\n[ \t]*\n", text)
        ]
        return (Verse(stanzas=tuple(tuple(stanza) for stanza in stanzas if stanza), **place),)
    said = " ".join(found.get("class") or "" for found in (element, *inner(element, "code")))[:1000]
    syntax = _SYNTAX.search(said)
    return (CodeBlock(text=text, syntax=syntax[1].lower() if syntax else "", **place),)


def _raw(element: Element) -> str:
    """All text as it stands, a `br` as a line end."""
    pieces = [element.text or ""]
    for found in element.iterdescendants():
        pieces += ["\n" if tag(found) == "br" else found.text or "" if tag(found) else "", found.tail or ""]
    return "".join(pieces).replace("\r\n", "\n")
