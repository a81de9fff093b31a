"""Each XHTML document by itself: languages and directions said, ids once, headings in steps, nothing that acts."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from lxml import etree

from compiler.bidi import direction_of, has_rtl, language_direction
from compiler.messages import Message, shortened

from .publication import SVG, XHTML, XML_LANG, Document, Publication, language

BLOCK = re.compile(
    re.escape(XHTML)
    + "(address|article|aside|blockquote|body|caption|dd|details|div|dl|dt|figcaption|figure|footer|h[1-6]|"
    "header|hr|li|main|nav|ol|p|pre|section|summary|table|tbody|td|tfoot|th|thead|tr|ul)"
)
_HEADING = re.compile(re.escape(XHTML) + "h([1-6])")
_ACTIVE = frozenset(
    [f"{XHTML}{name}" for name in ("script", "iframe", "embed", "object", "applet", "form", "input", "button")]
    + [f"{SVG}{name}" for name in ("script", "foreignObject")]
)
SILENT = frozenset([f"{XHTML}{name}" for name in ("script", "style", "head")] + [f"{SVG}style"])


def check(book: Publication, document: Document) -> Iterator[Message]:
    """What can be said of one document without the others."""
    yield from _languages(book, document)
    yield from _ids(book, document)
    yield from _active(book, document)
    yield from _pictures(book, document)
    yield from _headings(book, document)
    yield from _directions(book, document)


def _languages(book: Publication, document: Document) -> Iterator[Message]:
    said = [document.root.get("lang"), document.root.get(XML_LANG)]
    hint = "set both `lang` and `xml:lang` on the html element"
    if not any(said) and not _all_say(document):
        yield book.found("epub-language-missing", "the document does not say its language", hint, document.path)
    elif not all(said):
        text = "the document says its language in one of `lang` and `xml:lang` only"
        yield book.found("epub-language-missing", text, hint, document.path, level="info")
    for element in document.elements:
        plain, xml = element.get("lang"), element.get(XML_LANG)
        if element is not document.root and plain is not None and xml is not None and plain.lower() != xml.lower():
            text = f"an element is in {plain!r} and in {xml!r} at once"
            yield book.found("epub-language", text, "let the two agree", document.path, at=element)


def _all_say(document: Document) -> bool:
    """True if no words stand where no language is in force."""
    return all(language(e) for e in document.elements if e.tag not in SILENT and (e.text or "").strip())


def _ids(book: Publication, document: Document) -> Iterator[Message]:
    named = [element for element in document.elements if element.get("id") is not None]
    counted = Counter(element.get("id") for element in named)
    for element in named:
        identifier = element.get("id")
        count = counted.pop(identifier, 0)
        if count > 1 or (count and (not identifier or re.search(r"\s", identifier))):
            text = f"the id {identifier!r} is {'that of ' + str(count) + ' elements' if count > 1 else 'no id'}"
            hint = "give each element an id of its own"
            yield book.found("epub-id-duplicate", text, hint, document.path, at=element)


def _active(book: Publication, document: Document) -> Iterator[Message]:
    for element in document.elements:
        handlers = [name for name in element.attrib if name.lower().startswith("on")]
        if element.tag in _ACTIVE or handlers:
            what = handlers[0] if handlers else etree.QName(element).localname
            text = f"the document holds active content: {what}"
            yield book.found("epub-script", text, "take it out: a book only shows", document.path, at=element)


def _pictures(book: Publication, document: Document) -> Iterator[Message]:
    for element in document.elements:
        if element.tag == f"{XHTML}img" and element.get("alt") is None:
            text = f"the picture {element.get('src', '')!r} has no alternative text"
            hint = 'say what it shows, or alt="" if it is only for show'
            yield book.found("epub-image-alt", text, hint, document.path, at=element)
        elif element.tag == f"{SVG}svg" and not _described(element):
            hint = "give it an aria-label or a title, or hide it with aria-hidden"
            yield book.found("epub-image-alt", "a drawing has no name", hint, document.path, at=element)


def _described(drawing: etree._Element) -> bool:
    if drawing.get("aria-hidden") == "true" or drawing.get("role") in {"presentation", "none"}:
        return True
    if any(ancestor.tag.startswith(SVG) for ancestor in drawing.iterancestors()):
        return True
    named = drawing.get("aria-label") or drawing.get("aria-labelledby")
    return bool(named) or drawing.find(f"{SVG}title") is not None


def _headings(book: Publication, document: Document) -> Iterator[Message]:
    """A step down of more than one level. A document may start at h1 or h2: large chapters are split."""
    before = 1
    for element in document.elements:
        match = _HEADING.fullmatch(element.tag)
        if match:
            level = int(match[1])
            if level > before + 1:
                text = f"a heading of level {level} follows one of level {before}"
                quote = shortened("".join(element.itertext()))
                hint = "go down one level at a time"
                yield book.found(
                    "epub-heading-gap", text, hint, document.path, at=element, level="warning", quote=quote
                )
            before = level


# --- directions ---


def _directions(book: Publication, document: Document) -> Iterator[Message]:
    """Right-to-left text stands in an element that says so: a block by `dir` and `lang`, a run in a line by `lang`."""
    for element in document.elements:
        if BLOCK.fullmatch(element.tag) and direction_of(text := own_text(element)) == "rtl":
            lacking = [
                name for name, said in _said(element) if said != "rtl" and not (name == "dir" and _is_code(element))
            ]
            if lacking:
                fault = f"a right-to-left {etree.QName(element).localname} is not marked by {' and '.join(lacking)}"
                hint = 'mark it, for Persian with lang="fa" xml:lang="fa" dir="rtl"'
                quote = shortened(text)
                yield book.found("epub-direction-missing", fault, hint, document.path, at=element, quote=quote)
        elif not BLOCK.fullmatch(element.tag) or direction_of(own_text(element)) == "ltr":
            yield from _runs(book, document, element)


def _is_code(element: etree._Element) -> bool:
    """Code goes from left to right whatever words it quotes."""
    return element.tag == f"{XHTML}pre" and element.find(f"{XHTML}code") is not None


def _said(element: etree._Element) -> tuple[tuple[str, str], tuple[str, str]]:
    side = next((node.get("dir") for node in (element, *element.iterancestors()) if node.get("dir")), "ltr")
    tag = language(element)
    return ("dir", side.lower()), ("lang", language_direction(tag) if tag else "ltr")


def _runs(book: Publication, document: Document, element: etree._Element) -> Iterator[Message]:
    texts = [element.text, *(child.tail for child in element)]
    run = next((text for text in texts if text and has_rtl("".join(filter(str.isalpha, text)))), None)
    if run is None or any(node.tag in SILENT for node in (element, *element.iterancestors())):
        return
    tag = language(element)
    if not (tag and language_direction(tag) == "rtl"):
        fault = f"right-to-left words stand in {tag or 'no language'!r}"
        hint = 'put them into <bdi lang="fa" xml:lang="fa" dir="rtl">'
        quote = shortened(run)
        yield book.found("epub-run-unmarked", fault, hint, document.path, at=element, level="warning", quote=quote)


def own_text(block: etree._Element) -> str:
    """What stands in a block itself: not in blocks within it, nor in what has a direction of its own."""
    parts = [block.text or ""]
    for child in block:
        if not BLOCK.fullmatch(child.tag) and child.get("dir") is None and child.tag not in SILENT:
            parts.append(own_text(child))
        parts.append(child.tail or "")
    return "".join(parts)
