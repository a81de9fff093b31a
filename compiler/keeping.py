"""What each kind of result depends on, and with that its name in the store: pure functions, asked again only when something changed."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache, partial
from typing import NamedTuple, cast

from compiler import files, versions
from compiler.model.pages import Fragment, RenderedPage, Resource
from compiler.printing.drawings import Drawings, drawings
from compiler.printing.fragment import FURNITURE, NO_CAPTURES, lay_out
from compiler.printing.needs import Needs, needs
from compiler.printing.pieces import Piece, taken_apart
from compiler.store import NO_STORE, Store, name_of
from compiler.workers import Shared, Workers

PRINTING_CODE = ("printing", "model", "words", "bidi", "files.py", "messages.py")
"""The modules of Bayaz that have a part in a laid-out page: `printing` and what it imports."""


_digest = lru_cache(128)(files.sha256)
"""Fonts are asked for by page after page."""


@dataclass(frozen=True, slots=True)
class Workshop:
    """Where results are made and kept: for one build, or for many. What the store cannot keep lies `aside` until the build ends."""

    store: Store
    pool: Workers
    aside: Store = NO_STORE


@dataclass(frozen=True, slots=True)
class Part:
    """A fragment without its PDF, and what fetches that, taken apart, from where it lies."""

    fragment: Fragment
    fetch: Callable[[], Piece | Drawings]

    def piece(self) -> Piece:
        return cast("Piece", self.fetch())

    def drawings(self) -> Drawings:
        """As `piece`, of furniture."""
        return cast("Drawings", self.fetch())


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


@dataclass(frozen=True, slots=True)
class _Apart:
    """A fragment's PDF, taken apart."""

    what: Piece | Drawings


class _Laid(NamedTuple):
    """A page laid out: its fragment without the PDF, and that taken apart, None where it was put away."""

    fragment: Fragment
    apart: _Apart | None


def all_laid_out(
    shop: Workshop,
    pages: Sequence[RenderedPage],
    resources: Sequence[Resource],
    captures: Mapping[str, bytes] = NO_CAPTURES,
) -> Iterator[Part]:
    """Every page laid out, in order: from the store, or by the processes of the pool; what they make is put away at once."""
    names: list[str] = []
    found: dict[int, _Laid] = {}
    tasks: list[FragmentTask] = []
    for number, page in enumerate(pages):
        needed = needs(page, resources, captures)
        names.append(fragment_name(needed))
        kept = shop.store.get(_pages_name(names[-1]), Fragment) if shop.store.has(_apart_name(names[-1])) else None
        if kept:
            found[number] = _Laid(kept, None)
        else:
            tasks.append(_task(names[-1], needed, shop.pool))
    put_away = partial(_put_away, (shop.store, shop.aside))
    made = shop.pool.in_order(_lay_out, tasks, lambda task: task.page.title, put_away)
    for number, page in enumerate(pages):
        laid = found.pop(number) if number in found else next(made)
        again = partial(_again, page, resources, captures)
        yield Part(laid.fragment, partial(_fetch, (shop.store, shop.aside), names[number], laid.apart, again))


def ready() -> None:
    """What a process does before the first chapter: to have this called it has loaded the engine."""


def _task(name: str, needed: Needs, pool: Workers) -> FragmentTask:
    return FragmentTask(
        name=name,
        page=replace(needed.page, own=()),
        resources=tuple((one.name, one.media_type, pool.share(one.data)) for one in needed.resources),
        captures=tuple((capture, pool.share(data)) for capture, data in needed.captures.items()),
    )


def _lay_out(task: FragmentTask) -> _Laid:
    resources = tuple(Resource(name, kind, shared.bytes()) for name, kind, shared in task.resources)
    fragment = lay_out(task.page, resources, {name: shared.bytes() for name, shared in task.captures})
    return _Laid(replace(fragment, pdf=b""), _apart(fragment))


def _apart(fragment: Fragment) -> _Apart:
    return _Apart(drawings(fragment) if fragment.id == FURNITURE else taken_apart(fragment))


def _put_away(stores: Sequence[Store], task: FragmentTask, laid: _Laid) -> _Laid:
    """Keeps a result in the first of `stores` that can, and hands on what is left to be held in memory."""
    kept = laid.apart is not None and any(store.put(_apart_name(task.name), laid.apart, _Apart) for store in stores)
    stores[0].put(_pages_name(task.name), laid.fragment, Fragment)
    return _Laid(laid.fragment, None if kept else laid.apart)


def _fetch(stores: Sequence[Store], name: str, held: _Apart | None, again: Callable[[], _Apart]) -> Piece | Drawings:
    """The fragment taken apart, from where it is; anybody may have emptied the store meanwhile, then it is laid out again."""
    found = (store.get(_apart_name(name), _Apart) for store in stores)
    return (held or next(filter(None, found), None) or again()).what


def _again(page: RenderedPage, resources: Sequence[Resource], captures: Mapping[str, bytes]) -> _Apart:
    needed = needs(page, resources, captures)
    return _apart(lay_out(page, needed.resources, needed.captures))


def _pages_name(fragment: str) -> str:
    return name_of("pages", fragment)


def _apart_name(fragment: str) -> str:
    return name_of("apart", fragment)
