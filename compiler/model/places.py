"""Where words stand in a rendered page: in which element with an id, and after how many of its own letters.

A page of print and a page of the e-book show the same content in different files. What both count alike, whatever they break,
hyphenate, number or set apart, is an address in both.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

UNCOUNTED = frozenset({"number", "label", "sign", "call", "leader", "entry-folio", "unprinted"})
"""Classes of what a skin writes beside the words: its letters are counted in none."""
_PICTURES = frozenset({"img", "svg"})
_UNREAD = frozenset({"head", "style", "script"})


class Point(NamedTuple):
    """After `offset` letters of what the element `block` itself holds, without those of elements in it that have ids."""

    block: str
    offset: int


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text, or a picture, of a page.

    The text is that of `element`, after its child `after` if there is one. `points` says where it begins, in each element with
    an id that it stands in, outermost first; `pictures` how many the innermost holds before it. `leads` is True until that
    element has shown anything; `counted` is False for what a skin writes beside the words.
    """

    element: Any
    after: Any
    text: str
    points: tuple[Point, ...]
    pictures: int
    leads: bool
    counted: bool = True
    picture: bool = False


@dataclass(slots=True)
class _Owner:
    """An element with an id, and what of its own has been passed."""

    name: str
    letters: int = 0
    pictures: int = 0
    leads: bool = True


@dataclass(slots=True)
class _Walk:
    owners: list[_Owner] = field(default_factory=list)

    def piece(self, element: Any, after: Any, text: str, counted: bool, picture: bool = False) -> Piece:
        here = self.owners[-1] if self.owners else _Owner("")
        points = tuple(Point(one.name, one.letters) for one in self.owners)
        made = Piece(element, after, text, points, here.pictures, here.leads, counted, picture)
        if counted:
            here.letters += len(letters(text))
            here.pictures += picture
        if counted and (picture or letters(text)):
            for owner in self.owners:
                owner.leads = False
        return made


def letters(text: str) -> str:
    """`text` without white space and without what is not seen: soft hyphens, joiners, controls of direction."""
    return text.translate(_SEEN)


def is_letter(character: str) -> bool:
    """True for what is counted."""
    return not character.isspace() and unicodedata.category(character) not in ("Cf", "Cc")


class _Seen(dict[int, int | None]):
    """What `str.translate` makes of each character, found out once."""

    def __missing__(self, code: int) -> int | None:
        self[code] = code if is_letter(chr(code)) else None
        return self[code]


_SEEN = _Seen()


def pieces(root: Any) -> Iterator[Piece]:
    """Every stretch of text and every picture, in reading order. `root` is a tree of either of Python's two kinds."""
    return _pieces(root, _Walk(), counted=True)


def name_of(element: Any) -> str:
    """The element's name without its namespace; empty for a comment."""
    return element.tag.rsplit("}", 1)[-1] if isinstance(element.tag, str) else ""


def after(text: str, count: int) -> int:
    """The index in `text` of the letter that `count` others go before; its length if there are no more."""
    places = (index for index, character in enumerate(text) if is_letter(character))
    return next((index for passed, index in enumerate(places) if passed == count), len(text))


def found(run: Sequence[Piece], point: Point, pictures: int = 0) -> Piece | None:
    """The piece of text, or picture, at which `point` lies after so many pictures; None if the page holds no such place."""
    own = [one for one in run if one.counted and one.points and one.points[-1].block == point.block]
    for one in own:
        begin = one.points[-1].offset
        if one.picture and (begin, one.pictures) == (point.offset, pictures):
            return one
        if begin <= point.offset < begin + len(letters(one.text)) and (
            begin < point.offset or one.pictures >= pictures
        ):
            return one
    return None


def _pieces(element: Any, walk: _Walk, counted: bool) -> Iterator[Piece]:
    name = name_of(element)
    if not name or name in _UNREAD:
        return
    counted = counted and UNCOUNTED.isdisjoint((element.get("class") or "").split())
    identifier = element.get("id") if counted else None
    if identifier:
        walk.owners.append(_Owner(identifier))
    if name in _PICTURES:
        yield walk.piece(element, None, "", counted, picture=True)
    else:
        if element.text:
            yield walk.piece(element, None, element.text, counted)
        for child in element:
            yield from _pieces(child, walk, counted)
            if child.tail:
                yield walk.piece(element, child, child.tail, counted)
    if identifier:
        walk.owners.pop()
