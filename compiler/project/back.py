"""Reads what `edition.toml` asks of the back matter: `[back]`, names and their spellings, and the terms of the index."""

from __future__ import annotations

from collections import Counter
from typing import Any

from compiler.messages import shortened
from compiler.model.back import BackMatter, BackWishes, Name, Term

from .keys import BACK, NAME, TERM
from .places import Path as KeyPath
from .sheet import Sheet, suggestion

MOST = 20_000
"""Tables of a kind: more than the longest printed indices have entries."""
_Read = list[tuple[KeyPath, dict[str, Any]]]


def back_matter(sheet: Sheet) -> BackMatter:
    """The sound names and terms of the sheet, and what of them is to be shown; the sheet has the faults of the others."""
    wishes = BackWishes(**sheet.fields(("back",), sheet.table("back"), BACK))
    return BackMatter(wishes=wishes, names=_names(sheet), terms=_terms(sheet))


def _names(sheet: Sheet) -> tuple[Name, ...]:
    names: dict[str, Name] = {}
    for path, said in _read(sheet, "name"):
        name = said.pop("name", "")
        if name in names:
            sheet.fault((*path, "name"), "name-twice", f"{name!r} is a name already", "say all of it in one [[name]]")
        elif name and not (said.get("spellings") or said.get("note")):
            hint = 'add spellings = ["…"] or note = "…"'
            sheet.fault(path, "name-bare", f"nothing is said of the name {name!r}", hint)
        elif name:
            names[name] = Name(name=name, **said)
    return tuple(names.values())


def _read(sheet: Sheet, table: str) -> _Read:
    """The tables of this name with their sound values, not more than can be dealt with."""
    keys = {"name": NAME, "term": TERM}[table]
    found = list(sheet.tables(table))
    if len(found) > MOST:
        hint = "no printed book has so many; take the least of them out"
        sheet.fault((table, MOST), "tables-too-many", f"there are {len(found):,} [[{table}]], over {MOST:,}", hint)
    return [(path, sheet.fields(path, data, keys)) for path, data in found[:MOST]]


# --- terms ---


def _terms(sheet: Sheet) -> tuple[Term, ...]:
    read = [(path, said) for path, said in _read(sheet, "term") if said.get("term")]
    ids = _ids(sheet, read)
    made: list[Term] = []
    for path, said in read:
        number = path[1]
        term = said["term"]
        _check(sheet, path, said)
        under = _entries(sheet, (*path, "under"), (said.pop("under", ""),), ids)
        see = _entries(sheet, (*path, "see"), said.pop("see", ()), ids)
        also = _entries(sheet, (*path, "see_also"), said.pop("see_also", ()), ids)
        identifier = f"index-{int(number) + 1}"
        if identifier in (*under, *see, *also):
            sheet.fault(path, "term-circle", f"the term {term!r} refers to itself", "take the reference out")
        origin = sheet.origin(path)
        made.append(Term(id=identifier, under="".join(under), see=see, see_also=also, origin=origin, **said))
    _check_depth(sheet, made, read)
    return tuple(made)


def _ids(sheet: Sheet, read: _Read) -> dict[str, str]:
    """The id of each entry by its term; of two with the same term, that of the one which stands below no other."""
    seen: Counter[tuple[str, str]] = Counter()
    ids: dict[str, str] = {}
    for path, said in sorted(read, key=lambda one: bool(one[1].get("under"))):
        term, under = said["term"], said.get("under", "")
        seen[term, under] += 1
        if seen[term, under] == 2:
            hint = "say all of it in one [[term]], its spellings as variants"
            sheet.fault((*path, "term"), "term-twice", f"{term!r} is a term already", hint)
        ids.setdefault(term, f"index-{int(path[1]) + 1}")
    return ids


def _entries(sheet: Sheet, path: KeyPath, terms: tuple[str, ...], ids: dict[str, str]) -> tuple[str, ...]:
    """The ids of the entries that `terms` name."""
    for term in terms:
        if term and term not in ids:
            hint = suggestion(term, ids) if len(ids) <= 40 else "write it just as its own [[term]] does"
            sheet.fault(path, "term-unknown", f"there is no term {shortened(term, 40)!r}", hint)
    return tuple(dict.fromkeys(ids[term] for term in terms if term in ids))


def _check(sheet: Sheet, path: KeyPath, said: dict[str, Any]) -> None:
    for key in ("term", "variants"):
        spelled = (said["term"],) if key == "term" else said.get("variants", ())
        for spelling in spelled:
            if not any(character.isalnum() for character in spelling):
                text = f"{spelling!r} has no letter to look for"
                sheet.fault((*path, key), "term-empty", text, "write it as it stands in the text")
    if said.get("see") and (said.get("variants") or said.get("see_also")):
        hint = "give the variants to the term that it refers to, or write see_also"
        text = f"{said['term']!r} only refers to another term, so nothing is looked for"
        sheet.fault((*path, "see"), "term-see-only", text, hint)


def _check_depth(sheet: Sheet, terms: list[Term], read: _Read) -> None:
    """An index has entries and entries below them: what stands below one has none below it."""
    inner = {term.id for term in terms if term.under}
    for term, (path, _) in zip(terms, read, strict=True):
        if term.under in inner:
            text = f"{term.term!r} stands below a term that itself stands below another"
            sheet.fault((*path, "under"), "term-deep", text, "an index has two levels: put it below the upper term")
