"""The contact sheets of a PDF: those on which every page is as it was are kept, and of the others what changed is drawn."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

from compiler import versions
from compiler.leafing import Look, looked_at
from compiler.pagewise import digests
from compiler.printing import contact
from compiler.store import Store, name_of
from compiler.workers import Workers


@dataclass(frozen=True, slots=True)
class _Task:
    """A sheet to be put together of pages that are drawn, and its name in the store."""

    name: str
    part: contact.Stretch
    pages: tuple[bytes, ...]


def contact_sheets(pdf: bytes, shape: contact.Shape, store: Store, pool: Workers) -> tuple[bytes, ...]:
    """All sheets in their order, as PNG; `shape` tells how the pages lie."""
    shown, size = digests(pdf), contact.cell(pdf)
    engine = versions.of("pypdfium2", "pillow", code=("printing/contact.py", "pagewise.py"))
    told = ("contact", engine, f"{size[0]} {size[1]}")
    pages = {part: contact.pages_of(part, shape) for part in contact.stretches(len(shown), shape)}
    names = {part: name_of(*told, repr((part, shape)), *(shown[n] for n in held)) for part, held in pages.items()}
    sheets = {part: kept for part, name in names.items() if (kept := store.get(name, bytes))}
    lacking = [part for part in pages if part not in sheets]
    look = Look(told, tuple[bytes, ...], partial(contact.drawn, size=size))
    drawn = looked_at(look, pdf, shown, [page for part in lacking for page in pages[part]], store, pool)
    tasks = [_Task(names[part], part, tuple(drawn[page] for page in pages[part])) for part in lacking]
    made = pool.in_order(partial(_sheet, size, shape), tasks, keep=partial(_keep, store))
    sheets.update(zip(lacking, made, strict=True))
    return tuple(sheets[part] for part in pages)


def _sheet(size: contact.Size, shape: contact.Shape, task: _Task) -> bytes:
    return contact.sheet(task.part, task.pages, size, shape)


def _keep(store: Store, task: _Task, data: bytes) -> bytes:
    store.put(task.name, data, bytes)
    return data
