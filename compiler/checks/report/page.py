"""The report as one page of HTML: a summary, the messages of each book by place, and its pages with marks where the faults are."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path, PurePath

from lxml import etree

from compiler.messages import Level, Message

from .elements import apart, element, serialised
from .examined import Examined
from .excerpts import Excerpts
from .marks import Mark, marks
from .pictures import pictures
from .saying import groups
from .showing import page_id, sheet

MOST = 400
"""Messages of one book that are listed; the gravest come first into the list."""
_POLICY = "default-src 'none'; img-src data:; style-src 'unsafe-inline'"
_RANK: dict[Level, int] = {"error": 0, "warning": 1, "info": 2}
_CALLED: dict[Level, tuple[str, str]] = {
    "error": ("error", "errors"),
    "warning": ("warning", "warnings"),
    "info": ("remark", "remarks"),
}


def report(seen: Sequence[Examined]) -> bytes:
    """The page for the books that were looked through: no script, nothing fetched, the same bytes for the same books."""
    named = [_named(number, book) for number, book in enumerate(seen, 1)]
    names = {
        (book.path, message): name for book, held in zip(seen, named, strict=True) for message, name in held.items()
    }
    found = marks(seen, {(PurePath(path), message): name for (path, message), name in names.items()})
    numbers = {book.path: number for number, book in enumerate(seen, 1)}
    shown_on = {mark.message: f"#{page_id(numbers[Path(mark.pdf)], mark.page)}" for mark in found}
    levels: dict[str, Level] = {name: message.level for (_, message), name in names.items()}
    body = element("body", _head(seen), element("main"))
    for number, (book, held) in enumerate(zip(seen, named, strict=True), 1):
        own = [mark for mark in found if mark.pdf == book.path]
        body[-1].append(_book(number, book, held, shown_on, own, levels))
    return serialised(_whole(body))


def _named(number: int, book: Examined) -> dict[Message, str]:
    """What each message that is listed is called: `2.17` is the seventeenth of the second book."""
    gravest = sorted(dict.fromkeys(book.messages), key=lambda message: _RANK[message.level])[:MOST]
    return {message: f"{number}.{index}" for index, message in enumerate(gravest, 1)}


def _whole(body: etree._Element) -> etree._Element:
    style = Path(__file__).with_name("report.css").read_text("utf-8")
    head = element(
        "head",
        element("meta", charset="utf-8"),
        element("meta", http_equiv="Content-Security-Policy", content=_POLICY),
        element("meta", name="viewport", content="width=device-width, initial-scale=1"),
        element("meta", name="color-scheme", content="light dark"),
        element("title", "What bayaz check found"),
        element("style", style),
    )
    return element("html", head, body, lang="en")


def _head(seen: Sequence[Examined]) -> etree._Element:
    counts = Counter(message.level for book in seen for message in book.messages)
    rows = [_row(number, book) for number, book in enumerate(seen, 1)]
    heads = element("tr", *(element("th", text, scope="col") for text in ("book", "errors", "warnings", "remarks")))
    table = element("table", element("caption", "The books"), element("thead", heads), element("tbody", *rows))
    verdict = "Nothing is wrong." if not counts["error"] and not counts["warning"] else _counted(counts)
    return element("header", element("h1", "What bayaz check found"), element("p", verdict, class_="verdict"), table)


def _row(number: int, book: Examined) -> etree._Element:
    counts = Counter(message.level for message in book.messages)
    link = element("a", apart(book.path.name), href=f"#b{number}")
    cells = [element("td", f"{counts[level]:,}") for level in _RANK]
    return element("tr", element("th", link, scope="row"), *cells)


def _counted(counts: Counter[Level]) -> str:
    parts = [f"{counts[level]:,} {_CALLED[level][counts[level] != 1]}" for level in _RANK if counts[level]]
    return ", ".join(parts) + "."


def _book(
    number: int,
    book: Examined,
    named: dict[Message, str],
    shown_on: dict[str, str],
    found: list[Mark],
    levels: dict[str, Level],
) -> etree._Element:
    parts: list[etree._Element] = [element("h2", apart(book.path.name))]
    parts += groups(named, shown_on, Excerpts(book)) or (element("p", "Nothing is to be said of it."),)
    rest = len(dict.fromkeys(book.messages)) - len(named)
    if rest:
        parts.append(element("p", f"{rest:,} further messages are not listed."))
    if book.kind == "pdf":
        grave = {mark.page for mark in found}
        shown = sheet(number, pictures(book.data, grave), found, levels)
        parts += [shown] if shown is not None else []
    return element("section", *parts, id=f"b{number}", class_="book")
