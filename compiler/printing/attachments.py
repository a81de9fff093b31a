"""The captures of an edition inside its PDF, as associated files: what was read, beside what was made of it (ISO 19005-3, 6.8)."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

from pikepdf import Array, Dictionary, Name, Pdf, Stream, String

from compiler.model.book import Attachment

from .trees import names_of


def attach(pdf: Pdf, attachments: Sequence[Attachment], date: str) -> None:
    """Embeds each capture, dated by the day of its capture, else by `date`; readers list them by their names."""
    if not attachments:
        return
    files = {one.name: pdf.make_indirect(_file(pdf, one, date)) for one in attachments}
    if "/Names" not in pdf.Root:
        pdf.Root.Names = Dictionary()
    pdf.Root.Names.EmbeddedFiles = pdf.make_indirect(names_of(pdf, list(files.items())))
    pdf.Root.AF = Array(list(files.values()))


def _file(pdf: Pdf, one: Attachment, date: str) -> Dictionary:
    """A file specification with the file in it (ISO 32000-1, 7.11.3 and 7.11.4)."""
    checksum = hashlib.md5(one.data, usedforsecurity=False).digest()
    changed = String(f"D:{(one.date or date).replace('-', '')}")
    facts = Dictionary(Size=len(one.data), CheckSum=String(checksum), ModDate=changed)
    embedded = pdf.make_indirect(
        Stream(pdf, one.data, Type=Name.EmbeddedFile, Subtype=Name(f"/{one.media_type}"), Params=facts)
    )
    return Dictionary(
        Type=Name.Filespec,
        F=String(one.name),
        UF=String(one.name),
        Desc=String(one.title),
        AFRelationship=Name.Source,
        EF=Dictionary(F=embedded, UF=embedded),
    )
