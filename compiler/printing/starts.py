"""At which word each page of a laid out document begins, and the notes at its foot: the page turns, in terms of the text."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from itertools import accumulate
from typing import Any

from weasyprint.formatting_structure import boxes
from weasyprint.layout.absolute import AbsolutePlaceholder

from compiler.model import places
from compiler.model.pages import PageStart
from compiler.model.places import Piece, Point, letters

WITNESS = 16
"""Letters after a start that are kept, so that whoever looks for the place can see that it is the right one."""
Starts = tuple[PageStart | None, PageStart | None]
"""Where the text of a page begins and where the notes at its foot do."""


def page_starts(document: Any) -> tuple[Starts, ...]:
    """For each page where its text and its notes begin, None where it has none."""
    reader = _Reader(document._html.etree_element)
    return tuple(reader.page(page._page_box) for page in document.pages)


class _Reader:
    """Follows the boxes through the document's text. The engine has lost of it where a box begins, but not of which element it is."""

    def __init__(self, root: Any) -> None:
        self._texts: dict[Any, list[Piece]] = defaultdict(list)
        self._pictures: dict[Any, Piece] = {}
        for piece in places.pieces(root):
            if piece.picture:
                self._pictures[piece.element] = piece
            else:
                self._texts[piece.element].append(piece)
        own = {element: [letters(piece.text) for piece in run] for element, run in self._texts.items()}
        self._letters = {element: "".join(each) for element, each in own.items()}
        self._ends = {element: list(accumulate(map(len, each))) for element, each in own.items()}
        self._passed: dict[Any, int] = defaultdict(int)
        self._cut: set[Any] = set()
        self._heads: set[Any] = set()

    def page(self, page: Any) -> Starts:
        """Where the page begins. To be called for every page, in order."""
        heads = frozenset(self._heads)
        text = notes = None
        for box, in_notes in _leaves(page, heads, self._heads, False):
            if in_notes:
                notes = notes or self._start(box)
            else:
                text = text or self._start(box)
            self._pass(box)
        return text, notes

    def _start(self, box: Any) -> PageStart | None:
        """The place of a box; None if it shows nothing of the document's text."""
        if isinstance(box, boxes.ReplacedBox):
            piece = self._pictures.get(box.element)
            return PageStart(points=piece.points, pictures=piece.pictures, leads=piece.leads) if piece else None
        if not letters(box.text) or box.element not in self._texts:
            return None
        start = self._at(box.element, self._passed[box.element])
        return replace(start, cut=True) if box.element in self._cut else start

    def _at(self, element: Any, passed: int) -> PageStart:
        ends = self._ends[element]
        number = min(bisect_right(ends, passed), len(ends) - 1)
        piece, begin = self._texts[element][number], ends[number - 1] if number else 0
        end, passed = ends[number], passed - begin
        if not piece.counted:
            return PageStart(points=piece.points, pictures=piece.pictures, leads=piece.leads)
        *outer, inner = piece.points or (Point("", 0),)
        points = tuple(Point(one.block, one.offset + passed if one is inner else one.offset) for one in (*outer, inner))
        leads = piece.leads and not passed
        words = self._letters[element][begin:end][passed : passed + WITNESS]
        return PageStart(points=points, pictures=piece.pictures, leads=leads, words=words)

    def _pass(self, box: Any) -> None:
        """The letters of a box are passed. One more at its end than the text has is the hyphen of a cut word."""
        element = box.element
        said = "" if isinstance(box, boxes.ReplacedBox) or element not in self._texts else letters(box.text)
        if not said:
            return
        last = self._passed[element] + len(said) - 1
        is_cut = said[-1] in "-‐" and said[-1] != self._letters[element][last : last + 1]
        (self._cut.add if is_cut else self._cut.discard)(element)
        self._passed[element] = last if is_cut else last + 1


def _leaves(box: Any, old: frozenset[Any], heads: set[Any], in_notes: bool) -> Iterator[tuple[Any, bool]]:
    """Boxes of text and pictures in the document's order, and whether they stand among the notes at the foot.

    What the style sheet makes is no text of the document; a table's head that stands again is not there twice.
    """
    box = box._box if isinstance(box, AbsolutePlaceholder) else box
    name = box.element_tag or ""
    if isinstance(box, boxes.MarginBox) or "::" in name:
        return
    if name in ("thead", "tfoot"):
        if box.element in old:
            return
        heads.add(box.element)
    in_notes = in_notes or isinstance(box, boxes.FootnoteAreaBox)
    if isinstance(box, boxes.TextBox | boxes.ReplacedBox):
        yield box, in_notes
    for child in box.all_children():
        yield from _leaves(child, old, heads, in_notes)
