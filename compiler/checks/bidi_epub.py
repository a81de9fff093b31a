"""Right-to-left preflight of any EPUB: directions, isolates, control characters, languages, styles, letters."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from lxml import etree

from compiler.bidi import HIDDEN, Direction, controls, direction_of, has_rtl, language_direction, runs, strong
from compiler.messages import Level, Message, Origin, shortened

from . import bidi_package, packaging
from .cascade import Cascade, families
from .documents import BLOCK, SILENT, own_text
from .letters import letters_of_families
from .publication import XHTML, Document, Publication, language
from .zipped import opened

_APART = frozenset(f"{XHTML}{name}" for name in ("bdi", "bdo", "br", "img", "rt", "math"))
_CODE = frozenset(f"{XHTML}{name}" for name in ("code", "kbd", "samp", "pre", "tt"))
_JOINED = frozenset(range(0x0600, 0x0900)) | frozenset(range(0xFB50, 0xFE00)) | frozenset(range(0xFE70, 0xFEFF))
"""Code points of Arabic script, whose letters join."""
_NAMED = 6
"""Missing letters of a block that are named."""


def check_bidi(data: bytes, name: str, places: Mapping[str, Origin] | None = None) -> tuple[Message, ...]:
    """What is wrong with right-to-left text in the EPUB `data`, called `name`; empty for a sound one, or one that has none.

    `places` tells for ids of elements where their text stands in the author's files. Never raises for what is in the EPUB.
    """
    archive = opened(data, name)
    book, said = packaging.publication(archive, name, places) if not archive.messages else (None, archive.messages)
    if book is None:
        return said
    said = tuple(message for message in said if message.code == "epub-malformed")  # what could not be looked through
    letters = letters_of_families(book)
    found = [*said, *bidi_package.check(book)]
    for document in book.documents.values():
        found += _Page(book, document, letters).check()
    return tuple(dict.fromkeys(found))


@dataclass(frozen=True)
class _Page:
    book: Publication
    document: Document
    letters: dict[str, frozenset[int]]

    def check(self) -> Iterator[Message]:
        cascade = Cascade(self.book, self.document)
        for element in self.document.elements:
            if not BLOCK.fullmatch(element.tag) or _is_silent(element):
                continue
            text = own_text(element)
            if not text.strip():
                continue
            yield from self._controls(element, text)
            direction = _direction(element)
            if has_rtl(text) or "rtl" in (direction, language_direction(language(element))):
                yield from self._sides(element, text, direction)
                yield from self._runs(element, direction)
            if has_rtl(text):
                yield from self._styles(element, text, direction, cascade)
                yield from self._letters(element, text, cascade)

    def _found(
        self, element: etree._Element, code: str, text: str, hint: str, quote: str, level: Level = "error"
    ) -> Message:
        quoted = shortened(_visible(quote))
        return self.book.found(code, text, hint, self.document.path, at=element, level=level, quote=quoted)

    def _controls(self, element: etree._Element, text: str) -> Iterator[Message]:
        found = controls(text)
        if found.alone:
            fault = "a bidirectional control character stands alone and can turn the words after it around"
            yield self._found(element, "bidi-unbalanced", fault, "take it out, or close it", text)
        if found.overrides:
            fault = "a bidirectional override shows letters in another order than they are stored"
            yield self._found(element, "bidi-override", fault, "take it out: such text can deceive", text, "warning")

    def _sides(self, element: etree._Element, text: str, direction: Direction) -> Iterator[Message]:
        kind = etree.QName(element).localname
        wanted = direction_of(text, direction)
        if wanted != direction and not _holds_code(element):
            code = "bidi-caption-direction" if _in_caption(element) else "bidi-block-direction"
            fault = f"a {kind} reads {_WAY[wanted]} and is set {_WAY[direction]}"
            yield self._found(element, code, fault, f'give it dir="{wanted}"', text)
        tag = language(element)
        script = _script(text)
        if wanted == "rtl" and script and not (tag and language_direction(tag) == "rtl"):
            fault = f"a {kind} in {script} letters says that its language is {tag or 'none'}"
            hint = 'name its language, for Persian lang="fa" xml:lang="fa"'
            yield self._found(element, "bidi-language", fault, hint, text)
        elif wanted == "ltr" and not has_rtl(text) and tag and language_direction(tag) == "rtl" and _has_latin(text):
            fault = f"a {kind} in Latin letters says that its language is {tag}"
            yield self._found(element, "bidi-language", fault, 'name its language, for English lang="en"', text)

    def _runs(self, element: etree._Element, direction: Direction) -> Iterator[Message]:
        """Runs against the block that begin in one element and end in another, and numbers that turn around."""
        text, bounds = _inline(element)
        for run in runs(text, direction):
            words = text[run.start : run.end]
            if run.words and any(run.start < bound < run.end for bound in bounds):
                fault = f"a run that reads {_WAY[run.direction]} crosses an element and is not isolated"
                hint = f'put the whole run into <bdi dir="{run.direction}">, or its words change places'
                yield self._found(element, "bidi-run-crossing", fault, hint, words)
            elif not run.words and run.direction == "ltr" and _turns(words):
                fault = "a date, range, version or number of several parts is not isolated in right-to-left text"
                yield self._found(
                    element, "bidi-number", fault, 'put it into <bdi dir="ltr">, or its parts change places', words
                )

    def _styles(self, element: etree._Element, text: str, direction: Direction, cascade: Cascade) -> Iterator[Message]:
        spacing = cascade.value(element, "letter-spacing")
        if _is_joined(text) and spacing and spacing not in {"normal", "inherit", "initial", "0"} and _length(spacing):
            fault = f"the style sheet spaces joined letters apart (letter-spacing: {spacing})"
            yield self._found(element, "bidi-css-spacing", fault, "set letter-spacing: 0 for this text", text)
        if cascade.value(element, "font-style") in {"italic", "oblique"}:
            fault = "the style sheet slants right-to-left letters"
            yield self._found(element, "bidi-css-slant", fault, "set font-style: normal, and show it otherwise", text)
        if direction == "rtl" and cascade.value(element, "text-align") == "left" and not _keeps_left(element):
            fault = "the style sheet sets right-to-left text flush left"
            yield self._found(element, "bidi-css-align", fault, "use text-align: start", text, "warning")

    def _letters(self, element: etree._Element, text: str, cascade: Cascade) -> Iterator[Message]:
        """Letters that no embedded font has of those asked for; no error where the style sheet goes on to fonts of the reader's."""
        names = families(cascade.value(element, "font-family"))
        asked = [self.letters[name] for name in names if name in self.letters]
        if not asked:
            return
        held = frozenset().union(*asked)
        lost = [c for c in dict.fromkeys(text) if strong(c) == "rtl" and c.isalpha() and ord(c) not in held]
        if lost:
            named = ", ".join(f"{c} (U+{ord(c):04X}, {unicodedata.name(c, 'no name').lower()})" for c in lost[:_NAMED])
            fault = f"the embedded fonts that are asked for have no {named}{', …' if len(lost) > _NAMED else ''}"
            level: Level = "error" if len(asked) == len(names) else "warning"
            yield self._found(element, "bidi-glyph-missing", fault, "embed and ask for a font that has it", text, level)


_WAY: dict[Direction, str] = {"ltr": "from left to right", "rtl": "from right to left"}


def _direction(element: etree._Element) -> Direction:
    for node in (element, *element.iterancestors()):
        said = (node.get("dir") or "").lower()
        if said in {"ltr", "rtl"}:
            return "rtl" if said == "rtl" else "ltr"
        if said == "auto":
            return direction_of(own_text(node))
    return "ltr"


def _inline(block: etree._Element) -> tuple[str, frozenset[int]]:
    """A block's own text with what is isolated hidden, and the places where an element begins or ends in it."""
    parts: list[str] = []
    bounds: set[int] = set()
    length = 0

    def add(text: str | None) -> None:
        nonlocal length
        parts.append(text or "")
        length += len(text or "")

    def walk(element: etree._Element) -> None:
        add(element.text)
        for child in element:
            whole = "".join(child.itertext())
            if BLOCK.fullmatch(child.tag) or child.tag in _APART or child.get("dir") or child.tag in SILENT:
                add(HIDDEN * max(1, len(whole)))
            elif child.tag in _CODE:
                add("x" * len(whole) if not has_rtl(whole) else HIDDEN * len(whole))
            else:
                bounds.add(length)
                walk(child)
                bounds.add(length)
            add(child.tail)

    walk(block)
    return "".join(parts), frozenset(bounds)


def _turns(number: str) -> bool:
    """True if the algorithm sets the parts of a number from right to left: between them stands no common separator."""
    return any(sign in number for sign in "-−– ×") or number[0] in "+±$€£¥("


def _visible(text: str) -> str:
    return "".join(f"[U+{ord(c):04X}]" if "\u202a" <= c <= "\u202e" or "\u2066" <= c <= "\u2069" else c for c in text)


def _length(value: str) -> bool:
    number = value.rstrip("abcdefghijklmnopqrstuvwxyz%")
    try:
        return float(number) != 0
    except ValueError:
        return False


def _is_joined(text: str) -> bool:
    return any(ord(c) in _JOINED for c in text)


def _script(text: str) -> str:
    first = next((c for c in text if strong(c) == "rtl"), "")
    return unicodedata.name(first, "").split(" ", maxsplit=1)[0].capitalize() if first else ""


def _has_latin(text: str) -> bool:
    return sum(strong(c) == "ltr" for c in text) > 1


def _holds_code(element: etree._Element) -> bool:
    return element.tag in _CODE or any(child.tag in _CODE for child in element.iter())


def _in_caption(element: etree._Element) -> bool:
    return any(node.tag in {f"{XHTML}figcaption", f"{XHTML}caption"} for node in (element, *element.iterancestors()))


def _keeps_left(element: etree._Element) -> bool:
    """Cells stand as their table asks, and code is as it is."""
    kept = {f"{XHTML}{name}" for name in ("td", "th", "pre")}
    return any(node.tag in kept for node in (element, *element.iterancestors()))


def _is_silent(element: etree._Element) -> bool:
    return any(node.tag in SILENT for node in (element, *element.iterancestors()))
