"""What the editor says of single lines under `[roles]`: it goes before everything that the reader thinks."""

from __future__ import annotations

from dataclasses import dataclass

from compiler.messages import Message, Origin, shortened
from compiler.model.reading import Role

from . import people
from .desk import Desk, Kind, Part
from .lines import Line

_KINDS: dict[Role, Kind] = {
    "heading": "heading",
    "paragraph": "paragraph",
    "caption": "caption",
    "note": "note",
    "list": "list",
    "quote": "quote",
    "verse": "verse",
}
_JOINED = frozenset({"list", "quote", "verse"})


@dataclass(frozen=True, slots=True)
class Wished:
    """Places at which documents begin, places of titles, places of bylines."""

    documents: frozenset[int]
    titles: frozenset[int]
    bylines: frozenset[int]


def squeezed(text: str) -> str:
    return " ".join(text.split())


def apply_roles(desk: Desk, roles: tuple[tuple[str, Role], ...]) -> Wished:
    """Marks every line that a role quotes; says which roles quote no line."""
    places: dict[str, list[int]] = {}
    for place, line in enumerate(desk.sheet.lines):
        places.setdefault(squeezed(line.body), []).append(place)
    wished: dict[str, set[int]] = {"document": set(), "title": set(), "byline": set()}
    for quote, role in roles:
        found = places.get(squeezed(quote), [])
        if not found:
            desk.messages.append(_unmatched(desk.sheet.file, quote, role))
        for place in found:
            _apply(desk, place, role)
            wished.get(role, set()).add(place)
    return Wished(frozenset(wished["document"]), frozenset(wished["title"]), frozenset(wished["byline"]))


def _unmatched(file: str, quote: str, role: Role) -> Message:
    text = f"the role {role!r} quotes a line that is not in {file}"
    hint = "quote one whole line of the capture; only white space may differ"
    return Message("role-unmatched", "warning", text, hint, Origin(file), shortened(quote))


def _apply(desk: Desk, place: int, role: Role) -> None:
    line = desk.sheet.lines[place]
    if role == "drop":
        desk.set(line, "drop", "by the editor’s wish")
    elif role == "title":
        desk.set(line, "metadata", "title")
    elif role == "byline":
        desk.set(line, "metadata", "authors")
    elif role in _KINDS:
        desk.set(line, _KINDS[role], "role", _group(desk, place, _KINDS[role]), 1)


def _group(desk: Desk, place: int, kind: Kind) -> int:
    """The block before goes on if it has the same wished kind and is made of lines."""
    line = desk.sheet.lines[place]
    before = desk.marks.get(desk.sheet.lines[place - 1].number) if place else None
    if kind in _JOINED and before is not None and before.kind == kind and before.why == "role":
        return before.group
    return line.number


def settle_wishes(desk: Desk, wished: Wished, parts: list[Part]) -> None:
    """Gives titles and bylines that the editor named to their documents."""
    lines = desk.sheet.lines
    for part in parts:
        here = range(part.first, part.last)
        titles = [place for place in sorted(wished.titles) if place in here]
        if titles:
            part.titles = tuple(titles[:1]) if len({lines[place].key for place in titles}) == 1 else tuple(titles)
        for place in sorted(wished.bylines):
            if place in here:
                _read_byline(part, lines[place])


def _read_byline(part: Part, line: Line) -> None:
    told = people.told_by(line)
    part.facts.authors += list(told.authors if told and told.authors else people.names_in(line.body))
    if told:
        part.facts.date = part.facts.date or told.date
        part.facts.publisher = part.facts.publisher or told.publisher
