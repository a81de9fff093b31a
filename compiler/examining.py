"""Bayaz's own checks of the books that a build made, side by side where there is enough to look through."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from compiler import versions
from compiler.checks import (
    OWN_EXTRACTORS,
    UNREADABLE,
    Seen,
    check_bidi,
    check_epub,
    check_pdf,
    check_text_layer,
    check_web,
    seen,
)
from compiler.files import MEGABYTE
from compiler.leafing import Look, looked_at
from compiler.messages import Message, Origin
from compiler.pagewise import digests
from compiler.store import NO_STORE, Store
from compiler.workers import Pool, Shared, Workers, in_order

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
    pages: tuple[Seen, ...] | None = None


def checked(
    made: Mapping[str, bytes], stem: str, places: Places, pool: Workers, store: Store = NO_STORE
) -> tuple[Message, ...]:
    """What our own checks say of the finished files, by how their names end; the validators are `bayaz check`'s.

    What is seen of the PDF's pages comes from `store`, page by page, where they were seen before.
    """
    aside = pool.started or sum(map(len, made.values())) > WORTH
    pages = _pages(made.get("pdf"), pool if aside else Pool(1), store)
    pdfs = [("pdf", (kind,)) for kind in made if kind.endswith("pdf")]
    wanted = [("epub", ("epub",)), ("bidi", ("epub",)), *pdfs, ("web", ("html",)), ("text", ("pdf", "epub"))]
    tasks = [
        _Task(
            check,
            tuple((f"{stem}.{kind}", pool.share(made[kind])) for kind in kinds),
            dict(places),
            pages if "pdf" in kinds else None,
        )
        for check, kinds in wanted
        if all(kind in made for kind in kinds)
    ]
    said = pool.in_order(_said, tasks) if aside else in_order(_said, tasks, 1)
    return tuple(message for messages in said for message in messages)


def _pages(pdf: bytes | None, pool: Workers, store: Store) -> tuple[Seen, ...] | None:
    """What is seen of the pages of the PDF, in their order; None where there is none, or none that can be read."""
    if pdf is None:
        return None
    engine = versions.of("pypdfium2", code=("checks", "bidi", "pagewise.py"))
    look = Look(("seen", engine), tuple[Seen, ...], _seen)
    try:
        shown = digests(pdf)
        found = looked_at(look, pdf, shown, range(len(shown)), store, pool)
    except UNREADABLE:
        return None  # the checks tell why
    return tuple(found[page] for page in range(len(shown)))


def _seen(pdf: bytes, pages: Sequence[int]) -> tuple[Seen, ...]:
    return tuple(seen(pdf, pages))


def _said(task: _Task) -> tuple[Message, ...]:
    return tuple(_CHECKS[task.check](task, [(name, shared.bytes()) for name, shared in task.files]))


def _bidi(task: _Task, books: Sequence[Book]) -> list[Message]:
    """What reads text may misread it: that must not stop a build."""
    ((name, data),) = books
    return [replace(message, level="warning") for message in check_bidi(data, name, task.places)]


def _text(task: _Task, books: Sequence[Book]) -> Sequence[Message]:
    (pdf_name, pdf), (epub_name, epub) = books
    return check_text_layer(pdf, pdf_name, epub, epub_name, OWN_EXTRACTORS, pages=task.pages).messages


_CHECKS: dict[str, Callable[[_Task, Sequence[Book]], Sequence[Message]]] = {
    "epub": lambda task, books: check_epub(books[0][1], books[0][0], task.places),
    "bidi": _bidi,
    "pdf": lambda task, books: check_pdf(books[0][1], books[0][0], pages=task.pages),
    "web": lambda _, books: check_web(books[0][1], books[0][0]),
    "text": _text,
}
