"""What stands around the pages in the finished PDF: what it says of itself, and the files that it holds."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from pikepdf import Dictionary, Pdf

from compiler.model.book import Attachment, EditionRecord
from compiler.model.pages import PageMap

from .attachments import attach
from .metadata import describe
from .objects import Taker, entries_of
from .volume import Volume


class Frame(NamedTuple):
    """Entries of the catalogue and of its name dictionary, and the number of the information dictionary."""

    catalogue: bytes
    names: bytes
    info: int


def placed(volume: Volume, record: EditionRecord, pagemap: PageMap, attachments: Sequence[Attachment]) -> Frame:
    """Writes it into `volume`: metadata, page labels, how it opens, colours, attachments."""
    with Pdf.new() as pdf:
        describe(pdf, record, pagemap)
        attach(pdf, attachments, record.date)
        taker = Taker(pdf)
        catalogue = taker.text(entries_of(pdf.Root, "/Type", "/Pages", "/Names"))
        names = taker.text(entries_of(pdf.Root.get("/Names", Dictionary())))
        info = taker.index(pdf.trailer.Info)
        table = taker.objects().place(volume, {})
    return Frame(catalogue.filled(table), names.filled(table), table[info])
