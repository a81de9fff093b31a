"""Bayaz's own checks of the books that a build made, side by side where there is enough to look through."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from compiler.checks import OWN_EXTRACTORS, check_bidi, check_epub, check_pdf, check_text_layer, check_web
from compiler.files import MEGABYTE
from compiler.messages import Message, Origin
from compiler.workers import Shared, Workers, in_order

WORTH = 3 * MEGABYTE
"""Bytes of all books below which starting a process takes longer than the checks."""
Places = Mapping[str, Origin]
Book = tuple[str, bytes]
"""A file's name and bytes."""


@dataclass(frozen=True, slots=True)
class _Task:
    """A check by its name, and the files that it looks at, by name."""

    check: str
    files: tuple[tuple[str, Shared], ...]
    places: dict[str, Origin]


def checked(made: Mapping[str, bytes], stem: str, places: Places, pool: Workers) -> tuple[Message, ...]:
    """What our own checks say of the finished files, by how their names end; the validators are `bayaz check`'s."""
    pdfs = [("pdf", (kind,)) for kind in made if kind.endswith("pdf")]
    wanted = [("epub", ("epub",)), ("bidi", ("epub",)), *pdfs, ("web", ("html",)), ("text", ("pdf", "epub"))]
    tasks = [
        _Task(check, tuple((f"{stem}.{kind}", pool.share(made[kind])) for kind in kinds), dict(places))
        for check, kinds in wanted
        if all(kind in made for kind in kinds)
    ]
    aside = pool.started or sum(map(len, made.values())) > WORTH
    said = pool.in_order(_said, tasks) if aside else in_order(_said, tasks, 1)
    return tuple(message for messages in said for message in messages)


def _said(task: _Task) -> tuple[Message, ...]:
    return tuple(_CHECKS[task.check]([(name, shared.bytes()) for name, shared in task.files], task.places))


def _bidi(books: Sequence[Book], places: Places) -> list[Message]:
    """What reads text may misread it: that must not stop a build."""
    ((name, data),) = books
    return [replace(message, level="warning") for message in check_bidi(data, name, places)]


def _text(books: Sequence[Book], _places: Places) -> Sequence[Message]:
    (pdf_name, pdf), (epub_name, epub) = books
    return check_text_layer(pdf, pdf_name, epub, epub_name, OWN_EXTRACTORS).messages


_CHECKS: dict[str, Callable[[Sequence[Book], Places], Sequence[Message]]] = {
    "epub": lambda books, places: check_epub(books[0][1], books[0][0], places),
    "bidi": _bidi,
    "pdf": lambda books, _: check_pdf(books[0][1], books[0][0]),
    "web": lambda books, _: check_web(books[0][1], books[0][0]),
    "text": _text,
}
