"""Which characters of a cluster the codes in a PDF stand for, in the order of the page: pure questions of letters and signs."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

JOINERS = "\u200c\u200d"
"""Characters without a shape that are a part of words (Unicode, 23.2); controls of direction are none."""
_LOOSE = {"NSM", "BN"}
_NUMERIC = {"EN", "AN", "CS", "ES", "ET"}
"""Classes of the bidirectional algorithm (Unicode Standard Annex 9, 3.2)."""


@dataclass(frozen=True, slots=True)
class Glyph:
    """A glyph of a run: number, advance and offsets in thousandths of the font's size; one with the number 0 is not drawn."""

    number: int
    advance: float = 0
    x: float = 0
    y: float = 0


@dataclass(frozen=True, slots=True)
class Step:
    """A glyph and what it stands for; None where it is drawn as a shape, and stands for nothing."""

    glyph: Glyph
    text: str | None


def spelled(characters: str, glyphs: Sequence[Glyph], is_rtl: bool, blank: int) -> list[Step]:
    """The glyphs of a cluster in the order of the page, each with what it stands for.

    From right to left the signs of a letter stand on a blank glyph beside it, and are drawn as shapes: raised they would be a piece of
    text of their own, which readers put elsewhere. So do the characters that a ligature has besides its first.
    """
    drawn = [glyph for glyph in glyphs if glyph.number]
    units = units_of(characters)
    if not is_rtl and drawn:
        return [Step(glyph, text or None) for glyph, text in zip(drawn, _shared(characters, len(drawn)), strict=True)]
    if not blank:
        # Such a font has points and digits, which need none; where it is a ligature, that stands for all.
        units = ["".join(units)] if units and drawn else []
    count = sum(not is_sign(unit) for unit in units)
    letters = [glyph for glyph in drawn if glyph.advance][-count:] if count else []
    own = set(map(id, letters))
    shapes = [Step(glyph, None) for glyph in glyphs if id(glyph) not in own]
    steps = [Step(letters.pop() if letters and not is_sign(unit) else Glyph(blank), unit) for unit in units]
    return [*shapes, *(step for step in reversed(steps) if step.glyph.number)]


def gathered(clusters: Iterable[tuple[str, list[Glyph]]]) -> Iterator[tuple[str, list[Glyph]]]:
    """Clusters of a run from right to left, those of mere signs joined with the letter at their right, to which they belong."""
    signs, marks = "", list[Glyph]()
    for characters, glyphs in clusters:
        signs, marks = characters + signs, [*marks, *glyphs]
        if not all(map(is_sign, characters)):
            yield signs, marks
            signs, marks = "", []
    if marks:
        yield signs, marks


def joiners_first(clusters: Iterable[tuple[str, list[Glyph]]]) -> list[tuple[str, list[Glyph]]]:
    """Clusters of a number or a Latin word in a line from right to left: a joiner at its end joins it with what is at its left."""
    ordered = list(clusters)
    end = len(ordered)
    while end and ordered[end - 1][0] and all(one in JOINERS for one in ordered[end - 1][0]):
        end -= 1
    return [*ordered[end:], *ordered[:end]]


def units_of(characters: str) -> list[str]:
    """`characters` one by one, but signs on one letter together; without controls, which have no shape and stand for nothing."""
    units: list[str] = []
    for one in characters:
        if unicodedata.category(one) == "Cf" and one not in JOINERS:
            continue
        if units and is_sign(one) and is_sign(units[-1]):
            units[-1] += one
        else:
            units.append(one)
    return units


def needs_mark(left: str, right: str) -> bool:
    """True where a sign or a joiner stands beside a sign, a joiner, a digit or a stop.

    Readers take such neighbours for a number, which they do not turn around; a mark of direction keeps them apart.
    """
    if not (left and right):
        return False
    classes = {unicodedata.bidirectional(left[-1]), unicodedata.bidirectional(right[0])}
    return bool(classes & _LOOSE) and classes <= _LOOSE | _NUMERIC


def is_sign(unit: str) -> bool:
    """True for marks that combine with the letter before them."""
    return unicodedata.category(unit[0]) == "Mn"


def _shared(characters: str, count: int) -> list[str]:
    """`characters` on `count` glyphs: one for each, all that are left for the last."""
    singles = list(characters[: count - 1])
    rest = characters[count - 1 :]
    return singles + [rest] + [""] * (count - len(singles) - 1)
