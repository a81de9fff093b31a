"""What a PDF claims to keep, and plainly does not: PDF/UA-1 (ISO 14289-1) and PDF/A (ISO 19005)."""

from __future__ import annotations

from collections.abc import Iterator

import pikepdf

from compiler.messages import Message

from .pdf_places import Printed
from .validators.claims import claims


def check(book: Printed) -> Iterator[Message]:
    """Errors for what the claimed standards ask of every file; nothing for a file that claims none."""
    claimed = claims(book.pdf)
    if any(flavour.startswith("ua") for flavour in claimed):
        yield from _accessible(book)
    if any(not flavour.startswith("ua") for flavour in claimed):
        yield from _archival(book)


def _accessible(book: Printed) -> Iterator[Message]:
    root = book.pdf.Root
    marks = root.get("/MarkInfo", pikepdf.Dictionary())
    if "/StructTreeRoot" not in root or not marks.get("/Marked", False):
        text = "the file claims to be PDF/UA, and its content is not tagged"
        yield book.found("pdf-claim", text, "tag it, or take pdfuaid:part out of its metadata")
        return
    preferences = root.get("/ViewerPreferences")
    if not (isinstance(preferences, pikepdf.Dictionary) and preferences.get("/DisplayDocTitle", False)):
        text = "the file claims to be PDF/UA, and readers show its file name in place of its title"
        yield book.found("pdf-title-hidden", text, "say /ViewerPreferences << /DisplayDocTitle true >>")
    yield from _annotations(book)


def _annotations(book: Printed) -> Iterator[Message]:
    for number, page in enumerate(book.pdf.pages, 1):
        annotations = [one for one in page.obj.get("/Annots", []) if isinstance(one, pikepdf.Dictionary)]
        if annotations and page.obj.get("/Tabs") != "/S":
            text = "the file claims to be PDF/UA, and the keyboard does not follow the structure on this page"
            yield book.found("pdf-tab-order", text, "say /Tabs /S on the page", page=number)
        for annotation in annotations:
            if annotation.get("/Subtype") == "/Link" and not str(annotation.get("/Contents", "")).strip():
                text = "the file claims to be PDF/UA, and a link does not say where it leads"
                yield book.found("pdf-link-description", text, "describe it: /Contents", page=number, thing=annotation)


def _archival(book: Printed) -> Iterator[Message]:
    intents = book.pdf.Root.get("/OutputIntents")
    named = [one for one in intents if isinstance(one, pikepdf.Dictionary)] if intents is not None else []
    if not any(one.get("/S") == "/GTS_PDFA1" and "/DestOutputProfile" in one for one in named):
        text = "the file claims to be PDF/A, and does not say what its colours mean: it has no output intent"
        yield book.found("pdf-output-intent", text, "give it one with its ICC profile, sRGB for screens")
    if "/ID" not in book.pdf.trailer:
        yield book.found("pdf-claim", "the file claims to be PDF/A, and has no identifier", "give its trailer an /ID")
