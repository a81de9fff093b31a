"""Which standards a PDF claims to keep in its metadata."""

from __future__ import annotations

import re
from pathlib import Path

import pikepdf

_FLAVOUR = re.compile(r"[1-4][abuef]?|ua[12]")


def claimed(path: Path) -> tuple[str, ...]:
    """The flavours of PDF/A and PDF/UA that the file's XMP claims, as veraPDF names them; none for a broken file."""
    try:
        with pikepdf.open(path) as pdf:
            return claims(pdf)
    except pikepdf.PdfError:
        return ()


def claims(pdf: pikepdf.Pdf) -> tuple[str, ...]:
    """The same of an open one."""
    try:
        said = pdf.open_metadata()
        accessible = said.get("pdfuaid:part") or ""
        archival = f"{said.get('pdfaid:part') or ''}{said.get('pdfaid:conformance') or ''}".lower()
    except (pikepdf.PdfError, ValueError, KeyError, TypeError):
        return ()
    found = ([archival] if archival else []) + ([f"ua{accessible}"] if accessible else [])
    return tuple(flavour for flavour in found if _FLAVOUR.fullmatch(flavour))
