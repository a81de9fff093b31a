"""The edition and its sources as a CITATION.cff file (Citation File Format 1.2.0)."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from typing import Any, TypeVar

from compiler.words import Words, gettext_noop

from .kinds import types
from .people import Name
from .references import Reference

# NOTE: in a file for programs that read how an edition is to be cited
_MESSAGE = gettext_noop("If you use this edition, please cite it as this file tells.")
_Said = TypeVar("_Said", bound=dict[str, Any])
_UNKNOWN = [{"name": "anonymous"}]
"""What the format's guide asks for where no author is known: an entry without authors is no valid one."""
_LANGUAGE = re.compile(r"[a-z]{2,3}")
_ESCAPED = re.compile("[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]")
"""What JSON may hold as it is, and YAML may not."""


def citation_file(edition: Reference, sources: Iterable[Reference], words: Words) -> str:
    """The text of a CITATION.cff: the edition, how it is to be cited, and its sources as references."""
    said = {
        "cff-version": "1.2.0",
        "message": words(_MESSAGE),
        "type": "dataset",
        "title": edition.title,
        "authors": _authors(edition),
        "version": edition.issued,
        "date-released": edition.issued,
        "identifiers": [_identifier(edition.identifier)] if edition.identifier else [],
        "abstract": edition.abstract,
        "preferred-citation": _cited(edition),
        "references": _once(_cited(source) for source in sources),
    }
    return "\n".join(_yaml(_known(said), "")) + "\n"


def _once(said: Iterable[_Said]) -> list[_Said]:
    """Each once: the format forbids two of the same."""
    return list({json.dumps(one): one for one in said}.values())


def _authors(reference: Reference) -> list[dict[str, str]]:
    body = [Name(literal=reference.publisher)] if reference.publisher and reference.edition else []
    people: Iterable[Name] = reference.authors or reference.editors or body
    return _names(people) or _UNKNOWN


def _cited(reference: Reference) -> dict[str, Any]:
    """A reference of the format; dates that are no day stand as year and month, addresses beyond the first as identifiers."""
    first, *others = (*(reference.addresses or ("",)), *reference.elsewhere)
    year, month, day = (int(part) if part else 0 for part in [*reference.issued.split("-"), "", ""][:3])
    language = reference.language.split("-", maxsplit=1)[0].lower()
    return _known(
        {
            "type": types(reference.type).cff,
            "title": reference.title,
            "authors": _authors(reference),
            "editors": _names(reference.editors),
            "translators": _names(reference.translators),
            "publisher": _entity(reference.publisher),
            "location": _entity(reference.place),
            "year": year,
            "month": month,
            "date-published": reference.issued if day else "",
            "date-accessed": reference.accessed if len(reference.accessed) == 10 else "",
            "languages": [language] if _LANGUAGE.fullmatch(language) else [],
            "pages": reference.pages or 0,
            "url": first,
            "identifiers": _once(map(_identifier, others)),
            "notes": reference.note,
        }
    )


def _known(said: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in said.items() if value}


def _names(names: Iterable[Name]) -> list[dict[str, str]]:
    return _once(map(_name, names))


def _name(name: Name) -> dict[str, str]:
    if name.literal:
        return {"name": name.literal}
    return {"family-names": name.family, "given-names": name.given}


def _entity(name: str) -> dict[str, str]:
    return {"name": name} if name else {}


def _identifier(value: str) -> dict[str, str]:
    return {"type": "url" if re.match("https?://", value) else "other", "value": value}


# --- YAML ---


def _yaml(value: dict[str, Any], indent: str) -> Iterator[str]:
    """The lines of a mapping; texts as JSON writes them, which YAML reads, so that no title is taken for anything else."""
    for key, held in value.items():
        if isinstance(held, dict):
            yield f"{indent}{key}:"
            yield from _yaml(held, indent + "  ")
        elif isinstance(held, list):
            yield f"{indent}{key}:"
            yield from _sequence(held, indent + "  ")
        else:
            yield f"{indent}{key}: {_scalar(held)}"


def _sequence(values: list[Any], indent: str) -> Iterator[str]:
    for value in values:
        if isinstance(value, dict):
            first, *others = _yaml(value, indent + "  ")
            yield f"{indent}- {first.lstrip()}"
            yield from others
        else:
            yield f"{indent}- {_scalar(value)}"


def _scalar(value: str | int) -> str:
    return _ESCAPED.sub(lambda found: f"\\u{ord(found[0]):04x}", json.dumps(value, ensure_ascii=False))
