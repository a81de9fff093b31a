"""Questions about the elements of a parsed page: numbers, classes, roles, languages, white space."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

Element = Any
"""An lxml element; lxml publishes no types."""

NUMBER, LAST = "bayaz-number", "bayaz-last"
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
EPUB_TYPE = "{http://www.idpf.org/2007/ops}type"

_SPACE = re.compile(r"[ \t\n\r\f]+")
_INVISIBLE = " \t\n\r\f\v\u00a0\u200b\u200c\u200d\u200e\u200f\u2028\u2029\u2060\ufeff\u00ad"
_LANGUAGE = re.compile(r"[A-Za-z]{2,8}(?:[-_][A-Za-z0-9]{1,8}){0,4}")


def number_elements(root: Element) -> int:
    """Numbers every element from 1 in document order, the root first; returns how many there are.

    The number and that of the last element inside are kept as attributes, so that copies of the tree can be traced back.
    """
    elements = [element for element in root.iter() if isinstance(element.tag, str)]
    for index, element in enumerate(elements, 1):
        element.set(NUMBER, str(index))
        element.set(LAST, str(index))
    for element in reversed(elements):
        parent = element.getparent()
        if parent is not None and int(element.get(LAST)) > int(parent.get(LAST, "0")):
            parent.set(LAST, element.get(LAST))
    return len(elements)


def number(element: Element) -> int:
    """The element's number, 0 in a tree without numbers."""
    return int(element.get(NUMBER) or 0)


def last_number(element: Element) -> int:
    """The number of the last element inside `element`, its own if there is none."""
    return int(element.get(LAST) or 0)


def tag(element: Element) -> str:
    """The lower-case local name, empty for comments, the like, and None."""
    name = element.tag if element is not None else None
    return name.rpartition("}")[2].lower() if isinstance(name, str) else ""


def inner(element: Element, *names: str) -> Iterator[Element]:
    """The elements of these names inside `element`, in document order, itself not included."""
    wanted = frozenset(names)
    return (found for found in element.iterdescendants() if tag(found) in wanted)


def first(element: Element, *names: str) -> Element | None:
    """The first element of these names inside `element`."""
    return next(inner(element, *names), None)


def tokens(element: Element) -> frozenset[str]:
    """The words of its class and id, in lower case."""
    return frozenset(f"{element.get('class') or ''} {element.get('id') or ''}".lower().split())


def roles(element: Element) -> frozenset[str]:
    """The words of its `role` and `epub:type`, the `doc-` of DPUB-ARIA taken off."""
    said = f"{element.get('role') or ''} {element.get('epub:type') or element.get(EPUB_TYPE) or ''}"
    return frozenset(word.removeprefix("doc-") for word in said.lower().split())


def style(element: Element) -> str:
    """Its inline style in lower case without white space."""
    return "".join((element.get("style") or "").lower().split())


def own_language(element: Element) -> str:
    """The language its own attributes state, empty if none or no language tag."""
    said = (element.get("lang") or element.get("xml:lang") or element.get(XML_LANG) or "").strip()
    return said.replace("_", "-") if _LANGUAGE.fullmatch(said) else ""


def own_direction(element: Element) -> str:
    """`ltr`, `rtl`, `auto`, or empty if its own attributes and inline style state none."""
    said = (element.get("dir") or "").strip().lower()
    if said in {"ltr", "rtl", "auto"}:
        return said
    return next((side for side in ("rtl", "ltr") if f"direction:{side}" in style(element)), "")


def squeeze(text: str) -> str:
    """White space of HTML collapsed to one space; no-break spaces and joiners stay."""
    return _SPACE.sub(" ", text)


def words_in(element: Element) -> str:
    """All its text, squeezed and stripped."""
    return squeeze("".join(element.itertext())).strip(" ")


def is_short(element: Element, limit: int) -> bool:
    """True if its text has at most `limit` characters, white space squeezed; reads no more than it must."""
    read = 0
    text: list[str] = []
    for part in element.itertext():
        text.append(part)
        read += len(part.strip())
        if read > limit:
            return False
    return len(squeeze("".join(text)).strip(" ")) <= limit


def is_blank(text: str) -> bool:
    """True if nothing in it can be seen."""
    return not text.strip(_INVISIBLE)
