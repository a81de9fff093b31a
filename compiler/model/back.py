"""The back matter: what the editor asks of it, names and terms, and which parts of it a book has."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Literal, get_args

from compiler.messages import Origin

from .content import Blocks

PartKind = Literal["figures", "chronology", "names", "bibliography", "changes", "index"]
PARTS: tuple[PartKind, ...] = get_args(PartKind)
"""The parts of the back matter in their order; the kind of a part is its id. The colophon follows them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BackWishes:
    """The table `[back]`: which parts the editor wants; None leaves it to what there is to show.

    `persons` asks for the entries of the index that are persons.
    """

    figures: bool | None = None
    chronology: bool | None = None
    names: bool | None = None
    bibliography: bool | None = None
    index: bool | None = None
    persons: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Name:
    """A `[[name]]`: a name as the book writes it, its other spellings, and a note on it; `language` is the name's."""

    name: str
    spellings: tuple[str, ...] = ()
    note: str = ""
    language: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """A `[[term]]`: an entry of the index. `id` is its address in the book, `variants` are other spellings of it.

    `under` is the id of the entry that it stands below, `see` and `see_also` are ids of entries that it refers to; one with
    `see` is not looked for in the text. `sort` is what it is sorted by, if not by itself.
    """

    id: str
    term: str
    variants: tuple[str, ...] = ()
    language: str = ""
    sort: str = ""
    under: str = ""
    see: tuple[str, ...] = ()
    see_also: tuple[str, ...] = ()
    person: bool = False
    origin: Origin | None = None


@dataclass(frozen=True, slots=True)
class Mention:
    """Where a term stands: in the element `block`, after `offset` of its own letters as `places.letters` counts them.

    `note` is the note that it stands in, if it stands in one.
    """

    block: str
    offset: int
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class BackMatter:
    """What the back matter of a book is made from.

    `mentions` tells where each term stands, in the order of the text, by the term's id; a pass finds them. `bibliography`,
    `chronology` and `changes` are blocks of ours; `since` is the ISO date of the edition that the changes are told from.
    """

    wishes: BackWishes = field(default_factory=BackWishes)
    names: tuple[Name, ...] = ()
    terms: tuple[Term, ...] = ()
    mentions: tuple[tuple[str, tuple[Mention, ...]], ...] = ()
    bibliography: Blocks = ()
    chronology: Blocks = ()
    changes: Blocks = ()
    since: str = ""

    @property
    def blocks(self) -> Blocks:
        """All blocks of ours in it."""
        return (*self.chronology, *self.bibliography, *self.changes)

    def mapped(self, change: Callable[[Blocks], Blocks]) -> BackMatter:
        """The same with `change` applied to each part that consists of blocks."""
        return replace(
            self,
            chronology=change(self.chronology),
            bibliography=change(self.bibliography),
            changes=change(self.changes),
        )

    @property
    def shown_terms(self) -> tuple[Term, ...]:
        """The terms that the index may have: persons only where the editor asks for them."""
        return tuple(term for term in self.terms if self.wishes.persons or not term.person)
