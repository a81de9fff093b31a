"""Lists and definition lists."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from compiler.model.content import Block, Blocks, Definitions, Inlines, List, Note
from compiler.model.walk import block_text, text_of

from .furniture import why_dropped
from .inlines import inlines_of, lines
from .scope import Page, Scope
from .tree import Element, first, inner, is_blank, number, style, tag, words_in

Flow = Callable[[Page, Element, Scope], Blocks]

_TYPES = {"1": "decimal", "a": "lower-alpha", "A": "upper-alpha", "i": "lower-roman", "I": "upper-roman"}
_STYLE = re.compile(r"list-style(?:-type)?:(?:inside|outside)?([a-z-]+)")
_STYLE_NAMES = """
decimal decimal-leading-zero lower-alpha upper-alpha lower-latin upper-latin lower-roman upper-roman lower-greek
persian arabic-indic hebrew
"""
_STYLES = frozenset(_STYLE_NAMES.split())
_NO_MENU = ("p", "ul", "ol", "table", "blockquote", "figure", "h1", "h2", "h3", "h4", "h5", "h6", "img")
_START = re.compile(r"\s*(-?\d{1,6})\s*")


def is_menu(element: Element) -> bool:
    """A list of nothing but links, four or more short ones (three in a line): a menu of the site."""
    is_list = tag(element) in {"ul", "menu"}
    if not is_list and (tag(element) not in {"p", "div", "td", "center"} or first(element, *_NO_MENU) is not None):
        return False
    links = [link for link in inner(element, "a") if (link.get("href") or "#")[:1] != "#"]
    items = [item for item in element if tag(item) == "li"] if is_list else links
    if len(items) < (4 if is_list else 3):
        return False
    linked = sum(len(words_in(link)) for link in links)
    whole = len(words_in(element))
    return linked > 0.85 * whole and whole / len(items) < 30


def list_of(page: Page, element: Element, scope: Scope, flow: Flow, note: Flow) -> Blocks:
    """A list; items that are notes become notes beside it."""
    inside = scope.inside(element)
    items: list[Blocks] = []
    notes: list[Block] = []
    for child in element:
        if reason := why_dropped(child):
            page.drop(child, reason)
        elif number(child) in page.notes:
            notes += note(page, child, inside)
        else:
            items += _item(page, child, inside, flow)
        if child.tail and not is_blank(child.tail):
            items += _strays(page, child.tail, inside, element)
    if not items:
        return tuple(notes)
    text = "\n".join(block_text(block) for item in items for block in item)
    place = page.place(inside, text, page.origin(element))
    return (List(items=tuple(items), style=_style(element), start=_start(element), **place), *notes)


def _item(page: Page, child: Element, scope: Scope, flow: Flow) -> list[Blocks]:
    """The item; a list directly in a list belongs to the item before, but makes one of its own here."""
    wrapped = child if tag(child) == "li" else None
    blocks = flow(page, child, scope.inside(child).nested()) if wrapped is not None else _lone(page, child, scope, flow)
    return [blocks] if blocks else []


def _lone(page: Page, child: Element, scope: Scope, flow: Flow) -> Blocks:
    """What stands in a list without being an item."""
    from lxml import etree  # noqa: PLC0415 - bad nesting is rare

    return flow(page, child, scope.nested()) if isinstance(child.tag, str) and etree.iselement(child) else ()


def _strays(page: Page, text: str, scope: Scope, element: Element) -> list[Blocks]:
    from compiler.model.content import Paragraph  # noqa: PLC0415 - bad nesting is rare

    content = inlines_of(page, [text], scope)
    return [(Paragraph(content=content, **page.place(scope, text_of(content), page.origin(element, element))),)]


def _style(element: Element) -> str:
    """Empty for bullets, else a CSS counter style."""
    match = _STYLE.search(style(element))
    if match and match[1] in _STYLES:
        return match[1]
    return _TYPES.get((element.get("type") or "1").strip(), "decimal") if tag(element) == "ol" else ""


def _start(element: Element) -> int:
    """The number of the first item: `start`, else the `value` of the first item, else 1."""
    item = next((child for child in element if tag(child) == "li"), None)
    said = element.get("start") or (item.get("value") if item is not None else "") or "1"
    match = _START.fullmatch(said)
    return int(match[1]) if match and tag(element) == "ol" else 1


def definitions(page: Page, element: Element, scope: Scope, flow: Flow, note: Flow) -> Blocks:
    """Terms with what is said of each; what is said of no term, and a term of which nothing is said, are kept."""
    inside = scope.inside(element)
    items: list[tuple[Inlines, Blocks]] = []
    notes: list[Block] = []
    for child in _terms(element):
        if reason := why_dropped(child):
            page.drop(child, reason)
        elif number(child) in page.notes:
            notes += note(page, child, inside)
        elif tag(child) == "dt":
            content = inlines_of(page, lines(child), inside.inside(child))
            items += [(content, ())] if content else []
        elif said := flow(page, child, inside.inside(child).nested()):
            term, before = items.pop() if items else ((), ())
            items.append((term, before + said))
    items = [item for item in items if not _is_note_mark(item, notes)]
    if not items:
        return tuple(notes)
    text = "\n".join(text_of(term) + "\n" + "\n".join(map(block_text, said)) for term, said in items)
    return (Definitions(items=tuple(items), **page.place(inside, text, page.origin(element))), *notes)


def _terms(element: Element) -> Iterator[Element]:
    """The terms and their descriptions, also inside the `div` that may group them (HTML, 4.4.9)."""
    for child in element:
        if tag(child) == "div":
            yield from (found for found in child if tag(found) in {"dt", "dd"})
        elif tag(child):
            yield child


def _is_note_mark(item: tuple[Inlines, Blocks], notes: list[Block]) -> bool:
    """A term that is only the mark of a note which follows it."""
    mark = text_of(item[0]).strip("[]() .")
    return not item[1] and any(isinstance(note, Note) and note.marker == mark for note in notes)
