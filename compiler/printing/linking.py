"""The links of set pages: one a line, described in words, and those between a note at the foot and its call."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from weasyprint.formatting_structure import boxes

from . import remarks

CALL = "call-"
"""Before the id of a note: the id of its call."""


def settle(document: Any) -> None:
    """Makes the links of the document's pages what they are in the PDF. To be called before it is written."""
    entries = _entries(document)
    for page in document.pages:
        page.links = [*_one_a_line(_outermost(page.links), entries), *_of_notes(page)]


def _of_notes(page: Any) -> Iterator[tuple[str, str, tuple[float, ...], Any]]:
    """From the call of a note at the foot to the note, and from its sign back: the engine makes no links of what CSS makes."""
    for box in page._page_box.descendants():
        note = box.element.get("id") if box.element is not None else None
        pseudo = (box.element_tag or "").partition("::")[2]
        # The text inside has the name of the box around it, which is the one that has a tag.
        if not note or pseudo not in ("footnote-call", "footnote-marker") or isinstance(box, boxes.TextBox):
            continue
        left, top, width, height = box.hit_area()
        place = (left, top, left + width, top + height)
        if pseudo == "footnote-call":
            page.anchors.setdefault(f"{CALL}{note}", place)
        yield "internal", note if pseudo == "footnote-call" else f"{CALL}{note}", place, box


def _outermost(links: Sequence[Any]) -> list[Any]:
    """A link once for each line that it is on: the engine makes one more for every element inside it."""
    return [link for link in links if not any(_holds(other, link) for other in links)]


def _holds(outer: Any, inner: Any) -> bool:
    """True if `outer` leads to the same target from an element around that of `inner`, and covers its place."""
    if outer is inner or outer[:2] != inner[:2] or not _is_around(outer[3].element, inner[3].element):
        return False
    left, top, right, bottom = outer[2]
    inner_left, inner_top, inner_right, inner_bottom = inner[2]
    return bool(
        left - 0.5 <= inner_left and inner_right <= right + 0.5 and top <= (inner_top + inner_bottom) / 2 <= bottom
    )


def _is_around(outer: Any, inner: Any) -> bool:
    return outer is not None and outer is not inner and any(one is inner for one in outer.iter())


def _entries(document: Any) -> set[Any]:
    """The links in entries of the contents."""
    entries = (one for one in document._html.etree_element.iter() if "entry" in (one.get("class") or "").split())
    return {link for entry in entries for link in entry.iter("a")}


def _one_a_line(links: Sequence[Any], entries: set[Any]) -> list[Any]:
    """Links as they are, but title and folio on a line of the contents are one, over all of the line."""
    found: list[Any] = []
    for link in links:
        before = found[-1] if found else None
        in_entry = link[3].element in entries and before is not None and before[3].element in entries
        if before and in_entry and before[:2] == link[:2] and _beside(before, link):
            found[-1] = (*link[:2], _around(before[2], link[2]), before[3])
        else:
            found.append(link)
    return found


def _beside(one: Any, other: Any) -> bool:
    middle = (other[2][1] + other[2][3]) / 2
    return bool(one[2][1] <= middle <= one[2][3])


def _around(one: Sequence[float], other: Sequence[float]) -> tuple[float, ...]:
    return (min(one[0], other[0]), min(one[1], other[1]), max(one[2], other[2]), max(one[3], other[3]))


def describe(document: Any) -> None:
    """A link's description is its words, not its target, which is what the engine writes there."""
    for page in document.pages:
        for kind, _, _, box in page.links:
            said = (getattr(box, "link_annotation", None) or {}).get("Contents")
            words = _link_words(box)
            if kind in ("internal", "external") and said is not None:
                said.string = words or said.string
                # Printed, as PDF/A wants it (ISO 19005-3, 6.3.2).
                box.link_annotation["F"] = 4


def _link_words(box: Any) -> str:
    element = box.element
    if element is None:
        return ""
    if "::footnote" in box.element_tag:
        return str(element.get("data-back" if box.element_tag.endswith("marker") else "data-sign") or "")
    said = element.get("aria-label") or "".join(element.itertext()) or element.get("alt") or element.get("title") or ""
    return remarks.short(" ".join(said.split()))
