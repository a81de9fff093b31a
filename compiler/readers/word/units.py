"""Paragraphs and tables of a Word document counted, and marked so that what mammoth makes of them can be traced back.

The unit of the ledger: the paragraphs and tables of the body in order, from 1, a table being one with all that is in it; after them
the footnotes and the endnotes, one unit each. The mark is a bookmark, which mammoth turns into an empty anchor.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from compiler import bidi

from .package import DOCUMENT, Element, Package, W

PREFIX = "bayaz.unit."
_THROUGH = frozenset(W + name for name in ("sdt", "sdtContent", "ins", "customXml", "smartTag", "moveTo"))
_SEEN = tuple(W + name for name in ("t", "drawing", "pict", "object", "footnoteReference", "endnoteReference", "sym"))
_NOTES = (("word/footnotes.xml", W + "footnote"), ("word/endnotes.xml", W + "endnote"))
_FALSE = frozenset({"0", "false", "off"})


@dataclass(frozen=True, slots=True)
class Mark:
    """What a marked paragraph is: its unit, the direction and the language that Word states, empty if it does not."""

    unit: int
    direction: str = ""
    language: str = ""


@dataclass(slots=True)
class Units:
    """All units: how many, the marks by bookmark name, the style names, which have nothing in them, which are notes."""

    total: int = 0
    marks: dict[str, Mark] = field(default_factory=dict)
    styles: dict[int, str] = field(default_factory=dict)
    empty: set[int] = field(default_factory=set)
    notes: set[int] = field(default_factory=set)
    said: list[str] = field(default_factory=list)


def mark_units(package: Package) -> Units:
    """Counts the units and puts a bookmark at the start of each paragraph that has something to show."""
    units = Units()
    names = _style_names(package)
    for element in _body_units(package.trees[DOCUMENT]):
        units.total += 1
        _mark(units, element, names)
    for part, tag in _NOTES:
        if part in package.trees:
            for note in package.trees[part].iter(tag):
                if note.get(W + "type", "normal") == "normal":
                    units.total += 1
                    units.notes.add(units.total)
                    _mark(units, note, names)
    return units


def _style_names(package: Package) -> dict[str, str]:
    styles = package.trees.get("word/styles.xml")
    found: dict[str, str] = {}
    for style in styles.iter(W + "style") if styles is not None else ():
        name = style.find(W + "name")
        found[style.get(W + "styleId") or ""] = (name.get(W + "val") or "").lower() if name is not None else ""
    return found


def _body_units(document: Element) -> Iterator[Element]:
    body = document.find(W + "body")
    if body is not None:
        yield from _flat(body)


def _flat(container: Element) -> Iterator[Element]:
    for element in container:
        if element.tag in (W + "p", W + "tbl"):
            yield element
        elif element.tag in _THROUGH:
            yield from _flat(element)


def _mark(units: Units, element: Element, names: dict[str, str]) -> None:
    units.said.append(" ".join(text.text or "" for text in element.iter(W + "t")))
    paragraphs = [element] if element.tag == W + "p" else []
    paragraphs += element.iterdescendants(W + "p")
    shown = [paragraph for paragraph in paragraphs if _shows(paragraph)]
    if not shown:
        units.empty.add(units.total)
    for paragraph in paragraphs[:1]:
        style = paragraph.find(f"{W}pPr/{W}pStyle")
        units.styles[units.total] = names.get(style.get(W + "val") or "", "") if style is not None else ""
    for paragraph in shown:
        name = f"{PREFIX}{len(units.marks) + 1}"
        units.marks[name] = _said(units.total, paragraph)
        bookmark = paragraph.makeelement(
            W + "bookmarkStart", {W + "id": str(10**6 + len(units.marks)), W + "name": name}
        )
        properties = paragraph.find(W + "pPr")
        paragraph.insert(0 if properties is None else 1, bookmark)


def _shows(paragraph: Element) -> bool:
    return any(found.tag != W + "t" or (found.text or "").strip() for found in paragraph.iter(*_SEEN))


def _said(unit: int, paragraph: Element) -> Mark:
    """Direction by `w:bidi` or, where most letters are in `w:rtl` runs, by these; language by the runs of that direction."""
    letters: Counter[tuple[bool, str]] = Counter()
    for run in paragraph.iter(W + "r"):
        text = "".join(found.text or "" for found in run.iter(W + "t"))
        rtl = _on(run.find(f"{W}rPr/{W}rtl"))
        language = run.find(f"{W}rPr/{W}lang")
        said = (language.get(W + ("bidi" if rtl else "val")) or "") if language is not None else ""
        letters[rtl, said] += len(text)
    most = sum(count for (rtl, _), count in letters.items() if rtl) * 2 > sum(letters.values())
    side = "rtl" if most or _on(paragraph.find(f"{W}pPr/{W}bidi")) else ""
    text = "".join(found.text or "" for found in paragraph.iter(W + "t"))
    return Mark(unit, side, _language(text, letters))


def _language(text: str, letters: Counter[tuple[bool, str]]) -> str:
    """The language of most letters, if they can be of it; Word states `ar-SA` for whatever is written from the right."""
    said = max(
        (language for _, language in letters if language),
        key=lambda one: sum(n for (_, o), n in letters.items() if o == one),
        default="",
    )
    if not said or bidi.language_direction(said) != bidi.direction_of(text, bidi.language_direction(said)):
        return ""
    return bidi.language_of(text, said) if bidi.language_direction(said) == "rtl" else said


def _on(switch: Element | None) -> bool:
    return switch is not None and (switch.get(W + "val") or "1").lower() not in _FALSE
