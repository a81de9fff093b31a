"""What each kind of result depends on, and with that its name in the store: pure functions, asked again only when something changed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache, partial

from compiler import files, versions
from compiler.model.pages import Fragment, RenderedPage, Resource
from compiler.printing.fragment import NO_CAPTURES, lay_out
from compiler.printing.needs import Needs, needs
from compiler.store import Store, name_of
from compiler.workers import Shared, Workers

PRINTING_CODE = ("printing", "model", "words", "bidi", "files.py", "messages.py")
"""The modules of Bayaz that have a part in a laid-out page: `printing` and what it imports."""


_digest = lru_cache(128)(files.sha256)
"""Fonts are asked for by page after page."""


@dataclass(frozen=True, slots=True)
class Workshop:
    """Where results are made and kept: for one build, or for many."""

    store: Store
    pool: Workers


@dataclass(frozen=True, slots=True)
class FragmentTask:
    """A page to be laid out in any process: its name in the store, and files by what they are called."""

    name: str
    page: RenderedPage
    resources: tuple[tuple[str, str, Shared], ...]
    captures: tuple[tuple[str, Shared], ...]


def fragment_name(needed: Needs) -> str:
    """What a fragment is called: it tells every page, file, capture, engine and line of code apart that could make another."""
    resources = (part for one in needed.resources for part in (one.name, one.media_type, _digest(one.data)))
    captures = (part for name, data in needed.captures.items() for part in (name, _digest(data)))
    engines = versions.of(*versions.PRINTING, code=PRINTING_CODE)
    return name_of("fragment", engines, needed.page.id, needed.page.html, *resources, "captures", *captures)


def laid_out(
    store: Store, page: RenderedPage, resources: Sequence[Resource], captures: Mapping[str, bytes] = NO_CAPTURES
) -> Fragment:
    """As `lay_out`, from the store where it is there."""
    needed = needs(page, resources, captures)
    make = partial(lay_out, page, needed.resources, needed.captures)
    return store.made(fragment_name(needed), Fragment, make)


def all_laid_out(
    shop: Workshop,
    pages: Sequence[RenderedPage],
    resources: Sequence[Resource],
    captures: Mapping[str, bytes],
) -> Iterator[Fragment]:
    """Every page laid out, in order: from the store, or by the processes of the pool; what they make is kept at once."""
    found: dict[int, Fragment] = {}
    tasks: list[FragmentTask] = []
    for number, page in enumerate(pages):
        needed = needs(page, resources, captures)
        name = fragment_name(needed)
        kept = shop.store.get(name, Fragment)
        if kept:
            found[number] = kept
        else:
            tasks.append(_task(name, needed, shop.pool))
    made = shop.pool.in_order(_lay_out, tasks, lambda task: task.page.title, partial(_keep, shop.store))
    for number in range(len(pages)):
        yield found.pop(number) if number in found else next(made)


def _task(name: str, needed: Needs, pool: Workers) -> FragmentTask:
    return FragmentTask(
        name=name,
        page=replace(needed.page, own=()),
        resources=tuple((one.name, one.media_type, pool.share(one.data)) for one in needed.resources),
        captures=tuple((capture, pool.share(data)) for capture, data in needed.captures.items()),
    )


def _lay_out(task: FragmentTask) -> Fragment:
    resources = tuple(Resource(name, kind, shared.bytes()) for name, kind, shared in task.resources)
    return lay_out(task.page, resources, {name: shared.bytes() for name, shared in task.captures})


def _keep(store: Store, task: FragmentTask, fragment: Fragment) -> None:
    store.put(task.name, fragment, Fragment)
