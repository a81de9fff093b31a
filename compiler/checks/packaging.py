"""The outside of an EPUB: archive, container, package document, manifest, spine, dates (EPUB 3.3, 4 and 5)."""

from __future__ import annotations

import re
import zipfile
from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date

from lxml import etree

from compiler.bidi import language_direction
from compiler.messages import Message, Origin

from .publication import DC, MATHML, NCX_TYPE, OPF, SVG, XHTML, XHTML_TYPE, Document, Publication, items, parsed
from .zipped import Opened

_MODIFIED = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")
_DATE = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d)(?:T.*)?)?)?")
_LANGUAGE = re.compile(r"[a-zA-Z]{2,8}(-[a-zA-Z0-9]{1,8})*")
_MIMETYPE = b"application/epub+zip"
_CONTAINER = "{urn:oasis:names:tc:opendocument:xmlns:container}"


def publication(
    opened: Opened, name: str, places: Mapping[str, Origin] | None = None
) -> tuple[Publication | None, tuple[Message, ...]]:
    """The book taken apart, None if it has no package document to start from; and what is wrong so far.

    `places` tells for ids of elements where their text stands in the author's files.
    """
    said = list(_mimetype(opened, name))
    try:
        container = parsed(opened.members["META-INF/container.xml"])
        opf = next(root.get("full-path", "") for root in container.iter(f"{_CONTAINER}rootfile"))
        package = parsed(opened.members[opf])
    except (KeyError, StopIteration, ValueError) as error:
        text = f"META-INF/container.xml leads to no package document ({error})"
        return None, (*said, Message("epub-container", "error", text, "make the EPUB again", Origin(name)))
    book = Publication(name, opened.members, opf, package, items(package, opf), places=places or {})
    for item in book.items:
        if item.media_type == XHTML_TYPE and item.path in opened.members:
            try:
                book.documents[item.path] = Document(item.path, parsed(opened.members[item.path]), item.properties)
            except ValueError as error:
                said.append(
                    book.found("epub-malformed", f"no well-formed XHTML: {error}", "mend its mark-up", item.path)
                )
    return book, tuple(said)


def check(book: Publication) -> Iterator[Message]:
    """Everything that the package document promises."""
    yield from _manifest(book)
    yield from _properties(book)
    yield from _spine(book)
    yield from _metadata(book)
    yield from progression(book)


def _mimetype(opened: Opened, name: str) -> Iterator[Message]:
    first = opened.first
    right = first is not None and first.filename == "mimetype" and first.compress_type == zipfile.ZIP_STORED
    if not right or opened.members.get("mimetype") != _MIMETYPE or (first and first.extra):
        text = "the archive does not begin with a stored file `mimetype` that says application/epub+zip"
        yield Message("epub-mimetype", "error", text, "pack `mimetype` first, without compression", Origin(name))


def _manifest(book: Publication) -> Iterator[Message]:
    for item in book.items:
        if not item.remote and item.path not in book.members:
            text = f"the manifest lists {item.path!r}, which is not in the archive"
            yield book.found("epub-manifest-missing-file", text, "pack the file, or strike it off", book.opf)
    listed = {item.path for item in book.items}
    for path in book.members:
        if path not in listed and path not in {"mimetype", book.opf} and not path.startswith("META-INF/"):
            text = f"{path!r} is in the archive, but not in the manifest"
            yield book.found("epub-manifest-unlisted", text, "list the file, or leave it out", book.opf)
    for what, values in (("id", [item.id for item in book.items]), ("file", [item.path for item in book.items])):
        for value, count in Counter(values).items():
            if count > 1 or not value:
                text = f"the manifest has the {what} {value!r} {count} times"
                yield book.found("epub-manifest-duplicate", text, f"give each item a {what} of its own", book.opf)


def _properties(book: Publication) -> Iterator[Message]:
    if book.version == "2":
        return  # has none
    for document in book.documents.values():
        held = {
            "svg": any(e.tag.startswith(SVG) for e in document.elements),
            "mathml": any(e.tag.startswith(MATHML) for e in document.elements),
            "scripted": any(e.tag in (f"{XHTML}script", f"{XHTML}form") for e in document.elements),
        }
        for name, holds in held.items():
            if holds != (name in document.properties):
                text = f"{document.path!r} {'holds' if holds else 'holds no'} {name}, and the manifest says otherwise"
                yield book.found("epub-manifest-property", text, f"set its property `{name}` right", book.opf)


def _spine(book: Publication) -> Iterator[Message]:
    references = [element.get("idref", "") for element in book.children("spine")]
    if not references:
        yield book.found("epub-spine", "the spine is empty", "list the documents in reading order", book.opf)
    for reference, count in Counter(references).items():
        item = book.item(reference)
        if item is None or item.media_type not in {XHTML_TYPE, "image/svg+xml"}:
            yield book.found(
                "epub-spine", f"the spine names {reference!r}, no document", "let it name documents", book.opf
            )
        if count > 1:
            yield book.found("epub-spine", f"the spine names {reference!r} {count} times", "name it once", book.opf)
    spine = book.package.find(f"{OPF}spine")
    named = spine.get("toc") if spine is not None else None
    contents = book.item(named) if named else None
    if named and (contents is None or contents.media_type != NCX_TYPE):
        text = f"the spine names {named!r} as the NCX, and the manifest has no NCX of that id"
        yield book.found("epub-ncx", text, "let `toc` name the NCX, or leave it out", book.opf)
    if references and all(element.get("linear") == "no" for element in book.children("spine")):
        yield book.found("epub-spine", "nothing in the spine is linear", "let one document be", book.opf)


def _metadata(book: Publication) -> Iterator[Message]:
    hint = "complete the metadata of the package"
    for name in ("identifier", "title", "language"):
        if not _values(book, name) or not all(_values(book, name)):
            yield book.found("epub-metadata", f"the package has no {name}, or an empty one", hint, book.opf)
    unique = book.package.get("unique-identifier", "")
    if not any(e.get("id") == unique and e.tag == f"{DC}identifier" for e in book.children("metadata")):
        yield book.found("epub-metadata", "no identifier is the unique one", hint, book.opf)
    for value in _values(book, "language"):
        if value and not _LANGUAGE.fullmatch(value):
            yield book.found(
                "epub-language", f"{value!r} is no language tag", "write it as in BCP 47: fa, en-GB", book.opf
            )
    yield from _dates(book)


def _dates(book: Publication) -> Iterator[Message]:
    hint = "write it as 2026-11-23, 2026-11 or 2026"
    for value in _values(book, "date"):
        if not is_date(value):
            yield book.found("epub-date", f"{value!r} is no date", hint, book.opf)
    if book.version == "2":
        return
    modified = [
        (element.text or "").strip()
        for element in book.children("metadata")
        if element.get("property") == "dcterms:modified" and not element.get("refines")
    ]
    if len(modified) != 1 or not _MODIFIED.fullmatch(modified[0]) or not is_date(modified[0]):
        text = f"`dcterms:modified` is {', '.join(modified) or 'not there'}"
        yield book.found("epub-date", text, "give it once, as 2026-11-23T00:00:00Z", book.opf)


def is_date(value: str) -> bool:
    """True for a year, month or day of the calendar, with or without a time of day."""
    match = _DATE.fullmatch(value)
    if not match:
        return False
    try:
        return bool(date(int(match[1]), int(match[2] or 1), int(match[3] or 1)))
    except ValueError:
        return False


def progression(book: Publication) -> Iterator[Message]:
    """A message if the pages turn the other way than the first language of the book is read (EPUB 3.3, 5.7.1)."""
    spine = book.package.find(f"{OPF}spine")
    said = spine.get("page-progression-direction", "default") if spine is not None else "default"
    first = next(iter(_values(book, "language")), "")
    wanted = language_direction(first) if first else "ltr"
    if said != wanted and (wanted == "rtl" or said == "rtl"):
        text = f"the book is in {first!r}, which is read {wanted}, and its pages turn {said}"
        yield book.found("epub-progression", text, f'set page-progression-direction="{wanted}"', book.opf)


def _values(book: Publication, name: str) -> list[str]:
    elements: list[etree._Element] = [e for e in book.children("metadata") if e.tag == f"{DC}{name}"]
    return [(element.text or "").strip() for element in elements]
