"""The book block for the press: the pages of the finished PDF on sheets with bleed and marks, in the colours of print."""

from __future__ import annotations

from dataclasses import dataclass, replace
from io import BytesIO

import pypdfium2
from pikepdf import Dictionary, Pdf

from compiler.messages import Message
from compiler.model.book import EditionRecord
from compiler.model.pages import PageMap
from compiler.printing import metadata
from compiler.printing.saving import saved

from .boxes import multiple
from .intent import finish
from .leaves import Leaves
from .wishes import Press


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheets:
    """A file for the press, how many pages it has, and what is to be said about it."""

    pdf: bytes
    count: int
    messages: tuple[Message, ...] = ()


def block(data: bytes, pages: PageMap, record: EditionRecord, press: Press, name: str, skip: int = 0) -> Sheets:
    """The pages of the finished PDF `data` from the one with index `skip` on; same input, same bytes.

    Tags, links, outline and attached files stay behind: a press has no use for them. `name` is what messages call the file.
    """
    kept = [replace(page, index=index) for index, page in enumerate(pages.pages[skip:])]
    with Pdf.open(BytesIO(data)) as pdf, pypdfium2.PdfDocument(data) as seen:
        del pdf.pages[:skip]
        leaves = Leaves(pdf, press, name)
        for page, told in zip(pdf.pages, kept, strict=True):
            leaves.put(page, seen[told.index + skip], f"page {told.label}")
        for _ in range(multiple(len(pdf.pages), press.sheets)):
            leaves.add_blank()
        finish(pdf, record, press)
        pdf.Root.PageLabels = Dictionary(Nums=metadata.labels(kept))
        return Sheets(pdf=saved(pdf), count=len(pdf.pages), messages=tuple(leaves.messages))


def cover_leaf(pages: PageMap) -> int:
    """How many pages at the beginning are the cover's: the cover and the blank page behind it; 0 if the book has none."""
    if pages.blocks.get("cover") != 0:
        return 0
    return 2 if len(pages.pages) > 1 and pages.pages[1].blank else 1
