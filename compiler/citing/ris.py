"""References as RIS, in UTF-8: the tagged lines that nearly every reference manager reads."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import rispy

from .kinds import types
from .references import Reference


class _Writer(rispy.RisWriter):  # type: ignore[misc]  # rispy has no types
    """RIS without a line before each reference that says which it is: many readers take that for a fault."""

    def set_header(self, _count: int) -> str:
        return ""


def ris(references: Iterable[Reference]) -> str:
    """A `.ris` file with a record for each reference."""
    return str(rispy.dumps([_record(reference) for reference in references], implementation=_Writer))


def _record(reference: Reference) -> dict[str, Any]:
    """The tags by rispy's names: those of the edition of 2011, a newspaper or series as T2 beside its publisher."""
    container = reference.publisher if reference.type.startswith("article-") else ""
    said: dict[str, Any] = {
        "type_of_reference": types(reference.type).ris,
        "id": reference.id,
        "title": reference.title,
        "short_title": reference.short_title,
        "authors": [name.inverted for name in reference.authors],
        "secondary_authors": [name.inverted for name in reference.editors],
        "subsidiary_authors": [name.inverted for name in reference.translators],
        "secondary_title": container,
        "publisher": reference.publisher,
        "place_published": reference.place,
        "year": reference.issued[:4],
        "date": _date(reference.issued),
        "access_date": _date(reference.accessed),
        "type_of_work": reference.genre,
        "language": reference.language,
        "start_page": str(reference.pages or ""),
        "abstract": reference.abstract,
        "research_notes": reference.note,
        "name_of_database": reference.archive,
        "urls": [_address(address) for address in reference.addresses],
    }
    return {name: value for name, value in said.items() if value}


def _date(iso: str) -> str:
    """`YYYY/MM/DD/other information`, parts that are not known left out, their strokes not."""
    parts = [*iso.split("-"), "", ""][:3]
    return "/".join(parts) + "/" if iso else ""


def _address(address: str) -> str:
    """A semicolon parts addresses in RIS, so that one within an address is written in hexadecimal."""
    return address.replace(";", "%3B")
