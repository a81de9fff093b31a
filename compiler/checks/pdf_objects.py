"""What lies in a PDF besides its pages: everything that would act when it is opened, and other files."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pikepdf

from compiler.messages import Message

from .pdf_places import MAX_DEPTH, Printed

_ACTIVE = frozenset(
    {
        "/JavaScript",
        "/Launch",
        "/GoToR",
        "/GoToE",
        "/SubmitForm",
        "/ImportData",
        "/Rendition",
        "/Movie",
        "/Sound",
        "/RichMediaExecute",
    }
)
_MOVING = frozenset({"/RichMedia", "/Screen", "/Movie", "/Sound", "/3D"})
_NAMES = re.compile(b"|".join(re.escape(name.encode()) for name in sorted(_ACTIVE | _MOVING | {"/JS", "/XFA"})))
"""What an object that acts has in it as qpdf writes it, in which every name is written in one way."""


def active(book: Printed) -> Iterator[Message]:
    """A message for each kind of content that would act: scripts, launches, other files, sound, film, forms of XFA."""
    seen: dict[str, pikepdf.Object] = {}
    for thing in book.pdf.objects:
        if not _NAMES.search(_written(thing)):
            continue
        for dictionary in _dictionaries(thing, 0):
            for what in _acts(dictionary):
                seen.setdefault(what, thing)
    for what, thing in sorted(seen.items()):
        text = f"the document holds active content: {what}"
        hint = "take it out: a book only shows"
        yield book.found("pdf-active", text, hint, page=book.page_with(thing), thing=thing)
    unnamed = len(_embedded(book) - _associated(book))
    if unnamed:
        text = "other files are packed into the document, and it does not say what they are to it"
        yield book.found("pdf-embedded-file", text, "see what they are", level="warning")


def _embedded(book: Printed) -> set[tuple[int, int]]:
    """The numbers of the files in the document (ISO 32000-2, 7.11.4)."""
    names = book.pdf.Root.get("/Names")
    if not isinstance(names, pikepdf.Dictionary) or not isinstance(names.get("/EmbeddedFiles"), pikepdf.Dictionary):
        return set()
    return {file.objgen for _, file in pikepdf.NameTree(names.EmbeddedFiles).items()}


def _associated(book: Printed) -> set[tuple[int, int]]:
    """Those of them of which it says what they are to it, as the captures of an edition are its sources (ISO 32000-2, 14.13)."""
    files = book.pdf.Root.get("/AF", pikepdf.Array())
    known = (file for file in files if isinstance(file, pikepdf.Dictionary))
    return {file.objgen for file in known if file.get("/AFRelationship", "/Unspecified") != "/Unspecified"}


def _written(thing: object) -> bytes:
    """An object without what it refers to, of a stream its dictionary; nothing for one that holds nothing."""
    if isinstance(thing, pikepdf.Stream):
        thing = thing.stream_dict
    return thing.unparse(resolved=True) if isinstance(thing, pikepdf.Object) else b""


def _acts(dictionary: pikepdf.Dictionary) -> Iterator[str]:
    kind, subtype = dictionary.get("/S"), dictionary.get("/Subtype")
    if isinstance(kind, pikepdf.Name) and str(kind) in _ACTIVE and dictionary.get("/Type") in (None, "/Action"):
        yield str(kind).removeprefix("/")
    if "/JS" in dictionary or "/JavaScript" in dictionary:
        yield "JavaScript"
    if isinstance(subtype, pikepdf.Name) and str(subtype) in _MOVING and "/Rect" in dictionary:
        yield str(subtype).removeprefix("/")
    if "/XFA" in dictionary:
        yield "XFA"


def _dictionaries(thing: object, depth: int) -> Iterator[pikepdf.Dictionary]:
    """The dictionaries in an object, other objects that it refers to left alone."""
    if depth > MAX_DEPTH:
        return
    if isinstance(thing, pikepdf.Stream):
        thing = thing.stream_dict
    if isinstance(thing, pikepdf.Dictionary):
        yield thing
        inner = [value for _, value in thing.items()]
    elif isinstance(thing, pikepdf.Array):
        inner = list(thing)
    else:
        return
    for value in inner:
        if isinstance(value, pikepdf.Dictionary | pikepdf.Array) and not value.is_indirect:
            yield from _dictionaries(value, depth + 1)
