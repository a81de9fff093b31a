"""References as items of CSL-JSON 1.0.2, which reference managers and citation processors read."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from .people import Name
from .references import Reference

Item = dict[str, Any]


def csl_json(references: Iterable[Reference]) -> str:
    """A CSL-JSON file: an array of items, letters of every script as they are."""
    return json.dumps([item(reference) for reference in references], ensure_ascii=False, indent=2) + "\n"


def item(reference: Reference) -> Item:
    """The reference as a CSL-JSON item (its input schema, csl-data.json); what is not known is not in it.

    Addresses beyond the first, and those that are not on the web, stand in `custom`, which the schema gives to what it has no
    variable for.
    """
    first, *others = (*(reference.addresses or ("",)), *reference.elsewhere)
    said: Item = {
        "id": reference.id,
        "type": reference.type,
        "title": reference.title,
        "title-short": reference.short_title,
        "author": [_name(name) for name in reference.authors],
        "editor": [_name(name) for name in reference.editors],
        "translator": [_name(name) for name in reference.translators],
        "publisher": reference.publisher,
        "publisher-place": reference.place,
        "issued": _date(reference.issued),
        "accessed": _date(reference.accessed),
        "language": reference.language,
        "genre": reference.genre,
        "URL": first,
        "archive": reference.archive,
        "archive_location": reference.archived,
        "number-of-pages": reference.pages,
        "number": "" if reference.identifier == first else reference.identifier,
        "abstract": reference.abstract,
        "annote": reference.note,
        "custom": {"addresses": others} if others else {},
    }
    return {key: value for key, value in said.items() if value or key in ("id", "type")}


def _name(name: Name) -> dict[str, str]:
    return {"literal": name.literal} if name.literal else {"family": name.family, "given": name.given}


def _date(iso: str) -> dict[str, list[list[int]]]:
    """A date of as many parts as are known."""
    return {"date-parts": [[int(part) for part in iso.split("-")]]} if iso else {}
