"""What a typesetter lets pass at no turn of a page: lines left alone, heads at the foot, things torn apart, rows of hyphens."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from weasyprint.formatting_structure import boxes
from weasyprint.layout.absolute import AbsolutePlaceholder

from compiler.messages import Message, Origin, shortened

IN_A_ROW = 2
"""Lines that may end with a hyphen one below the other."""
BELOW_HEAD = 3
"""Lines, or as much space taken, that follow a heading on its page."""
HEADS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
WHOLE = {"figure": "figure-torn", "tr": "row-torn"}
"""Elements that stand on one page."""
_HYPHENS = ("-", "‐")
_SET = "‐"
"""The hyphen that the engine sets, U+2010; a word's own mostly is the sign of the keyboard, and cannot be kept from a line's end."""
_FINE = 0.5
_QUOTED = 48


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the text: the element whose line it is, where it stands, its words, and of which heading it is, if of one."""

    element: Any
    top: float
    bottom: float
    words: str
    head: Any = None
    in_cell: bool = False

    @property
    def is_cut(self) -> bool:
        """True if it ends with a hyphen."""
        return self.words.endswith(_HYPHENS)


@dataclass(slots=True)
class Page:
    """The lines of a page's text in order, without notes and what stands beside; pictures are lines without words.

    `whole` are the elements on it that must stand on one page.
    """

    lines: list[Line] = field(default_factory=list)
    whole: set[Any] = field(default_factory=set)


def faults(document: Any, name: str) -> tuple[Message, ...]:
    """A remark for each fault in the pages of a laid out document, which messages call `name`."""
    pages = [_read(page._page_box) for page in document.pages]
    found: list[Message] = []
    for number, page in enumerate(pages, 1):
        following = pages[number] if number < len(pages) else Page()
        found += (_message(code, words, name, number) for code, words in _turn(page, following))
    found += (_message("hyphens-in-a-row", words, name, number) for number, words in _ladders(pages))
    return tuple(found)


# --- what is on a page ---


def _read(box: Any) -> Page:
    page = Page()
    _gather(box, page, None, False)
    return page


def _gather(box: Any, page: Page, head: Any, in_cell: bool) -> None:
    if (
        isinstance(box, AbsolutePlaceholder | boxes.MarginBox | boxes.FootnoteAreaBox)
        or box.style["position"] == "absolute"
    ):
        return
    tag = getattr(box.element, "tag", "")
    if tag in ("thead", "tfoot"):
        return  # they stand on every page of their table
    if tag in WHOLE:
        page.whole.add(box.element)
    head = box.element if tag in HEADS else head
    in_cell = in_cell or isinstance(box, boxes.TableCellBox)
    if isinstance(box, boxes.BlockReplacedBox):
        page.lines.append(Line(box.element, box.position_y, box.position_y + box.margin_height(), ""))
    for child in box.all_children():
        if isinstance(child, boxes.LineBox):
            words = "".join(_words(child)).strip()
            if words:
                bottom = child.position_y + child.height
                page.lines.append(Line(box.element, child.position_y, bottom, words, head, in_cell))
        else:
            _gather(child, page, head, in_cell)


def _words(box: Any) -> Iterator[str]:
    """The text of a line; a picture in it counts as a sign."""
    if isinstance(box, boxes.TextBox):
        yield box.text
    elif isinstance(box, boxes.ReplacedBox):
        yield "\ufffc"
    elif not isinstance(box, AbsolutePlaceholder):
        for child in box.all_children():
            yield from _words(child)


# --- faults ---


def _turn(page: Page, following: Page) -> Iterator[tuple[str, str]]:
    """What is wrong where one page ends and the next begins: a code, and the line that it is about."""
    yield from _torn(page, following)
    if not page.lines or not following.lines:
        return
    last, first = page.lines[-1], following.lines[0]
    if last.element is first.element and not last.in_cell:
        here = sum(line.element is last.element for line in page.lines)
        there = sum(line.element is first.element for line in following.lines)
        if here == 1:
            yield "line-alone-below", last.words
        if there == 1:
            yield "line-alone-above", first.words
        if last.words.endswith(_SET):
            yield "word-over-page", _end(last.words)
    yield from _low_heads(page)


def _torn(page: Page, following: Page) -> Iterator[tuple[str, str]]:
    for element in sorted(page.whole & following.whole, key=lambda one: "".join(one.itertext())):
        yield WHOLE[element.tag], " ".join("".join(element.itertext()).split())


def _low_heads(page: Page) -> Iterator[tuple[str, str]]:
    """The last heading of a page that goes on, if too little of what it heads stands below it."""
    places = [index for index, line in enumerate(page.lines) if line.head is not None]
    if not places:
        return
    head, below = page.lines[places[-1]], page.lines[places[-1] + 1 :]
    leading = min((line.bottom - line.top for line in below if line.words), default=head.bottom - head.top)
    room = max((line.bottom for line in below), default=head.bottom) - head.bottom
    if len({round(line.top) for line in below}) < BELOW_HEAD and room < BELOW_HEAD * leading - _FINE:
        yield "head-low", head.words


def _ladders(pages: Sequence[Page]) -> Iterator[tuple[int, str]]:
    """The page and the line of each hyphen that was set below too many others in one element. A word's own counts, but is no fault."""
    run, element = 0, None
    for number, page in enumerate(pages, 1):
        for line in page.lines:
            run = run + 1 if line.is_cut and line.element is element else int(line.is_cut)
            element = line.element
            if run > IN_A_ROW and line.words.endswith(_SET):
                yield number, _end(line.words)


def _end(words: str) -> str:
    """The end of a line, which is where its hyphen is."""
    return words if len(words) <= _QUOTED else "…" + words[-_QUOTED:]


_SAID = {
    "line-alone-below": ("the first line of a paragraph stands alone at the foot of the page", "say `orphans: 2`"),
    "line-alone-above": ("the last line of a paragraph stands alone at the head of the next page", "say `widows: 2`"),
    "word-over-page": ("a word is cut at the turn of the page", "say `hyphens: manual` of the paragraph"),
    "head-low": (
        "a heading stands too low on the page",
        "say `break-after: avoid`, and more `orphans` of what follows",
    ),
    "figure-torn": ("a figure and its caption stand on two pages", "say `break-inside: avoid` of figures"),
    "row-torn": ("a row of a table goes over the turn of the page", "say `break-inside: avoid` of rows"),
    "hyphens-in-a-row": ("more than two lines in a row end with a hyphen", "say `hyphens: manual` of the paragraph"),
}


def _message(code: str, words: str, name: str, number: int) -> Message:
    text, hint = _SAID[code]
    place = Origin(name, number, number, "page")
    return Message(f"page-{code}", "info", text, hint, place, quote=shortened(words, 60))
