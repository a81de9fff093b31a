"""The files for the press: the book block, and the cover where the paper is known, as edition and layout ask for them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, cast

from compiler import files, project, render
from compiler.keeping import laid_out
from compiler.messages import CollectionError, LayoutError, Message, Origin, errors
from compiler.model.book import Book
from compiler.model.pages import PageMap
from compiler.printing.press import barcode, profiles
from compiler.printing.press.block import block, cover_leaf
from compiler.printing.press.boxes import MILLIMETRE
from compiler.printing.press.cover import bears_title, cover, spine
from compiler.printing.press.wishes import ColourMode, Press
from compiler.store import Store

BLOCK, COVER = "print.pdf", "cover.pdf"
FILES = (BLOCK, COVER)
"""How the names of the files end."""
_PLACE = Origin(project.EDITION_FILE, key="print")
_NEEDS_PROFILE = "four inks need a profile of the press: nobody else knows what its inks look like on its paper"


@dataclass(frozen=True, slots=True, kw_only=True)
class Pressed:
    """The files by the ends of their names, and what is to be said about them."""

    files: Mapping[str, bytes] = field(default_factory=dict)
    messages: tuple[Message, ...] = ()


@dataclass(frozen=True, slots=True)
class Order:
    """What goes to the press, and what was written of it in `edition.toml`."""

    press: Press
    wish: project.PressWish


def asked(edition: project.Edition, layout: render.Layout) -> Order:
    """What the edition asks of the press, and the layout where the edition says nothing.

    Raises `CollectionError` where colours of print are asked for without a profile that leads to them.
    """
    wish = edition.press
    keys = ("bleed", "marks", "sheets")
    said: dict[str, Any] = {
        key: layout.press[key] if getattr(wish, key) is None else getattr(wish, key) for key in keys
    }
    colour = cast(ColourMode, wish.colour or layout.press["colour"])
    data, condition = b"", ""
    if colour != "rgb" and wish.profile:
        data = files.read(files.inside(edition.folder, wish.profile), project.MOST_PROFILE)
        condition = profiles.checked(data, 4 if colour == "cmyk" else 1, _at("profile"))
    elif colour == "cmyk":
        raise CollectionError.of("profile-missing", _NEEDS_PROFILE, hint=_hint(), origin=_at("profile"))
    press = Press(
        bleed=said["bleed"] * MILLIMETRE,
        marks=said["marks"],
        sheets=said["sheets"],
        colour=colour,
        profile=data,
        condition=condition,
    )
    return Order(press, wish)


def _at(key: str) -> Origin:
    return Origin(project.EDITION_FILE, key=f"print.{key}")


def _hint() -> str:
    return f'put it into the collection and name it: profile = "….icc"; {profiles.HOW}'


def pressed(
    book: Book,
    layout: render.Layout,
    order: Order,
    pdf: bytes,
    pages: PageMap,
    stem: str,
    store: Store,
) -> Pressed:
    """The files that are made of the finished PDF `pdf`; raises `LayoutError` if the back of the cover cannot be laid out.

    With a paper the cover is a file of its own, and its leaf is none of the block; without one it stays where it is.
    """
    press, wish = order.press, order.wish
    skip = cover_leaf(pages) if wish.paper else 0
    inner = block(pdf, pages, book.record, press, f"{stem}.{BLOCK}", skip)
    if not skip:
        return Pressed(files={BLOCK: inner.pdf}, messages=(*inner.messages, _no_cover(wish, stem)))
    width = spine(inner.count, wish.paper)
    said: list[Message] = [_spine(width, inner.count, wish, stem)]
    code = re.sub("[^0-9]", "", wish.isbn)
    jacket = render.jacket(
        book,
        layout,
        render.Jacket(
            spine=width * MILLIMETRE,
            titled=bears_title(width),
            isbn=wish.isbn,
            digits=code,
            bars=tuple((bar.start, bar.width, bar.long) for bar in barcode.bars(code)) if code else (),
        ),
    )
    back = laid_out(store, jacket.pages[0], jacket.resources)
    said += (*jacket.messages, *back.messages)
    if errors(said):
        raise LayoutError(said)
    outer = cover(pdf, back.pdf, width, book.record, book.direction, press, f"{stem}.{COVER}")
    messages = (*inner.messages, *said, *outer.messages)
    return Pressed(files={BLOCK: inner.pdf, COVER: outer.pdf}, messages=messages)


def _spine(width: float, pages: int, wish: project.PressWish, stem: str) -> Message:
    bare = "" if bears_title(width) else "; it is too narrow for a title"
    text = f"the spine is {width:g} mm wide: {pages} pages on {-(-pages // 2)} leaves of {wish.paper:.4g} mm{bare}"
    return Message("press-spine", "info", text, "let the press confirm it", Origin(f"{stem}.{COVER}"))


def _no_cover(wish: project.PressWish, stem: str) -> Message:
    if wish.paper:
        text, hint = "the layout has no cover, so none was made for the press", "give its first page the id cover"
    else:
        text = (
            "no cover was made for the press, since the paper is not known: the cover stays the first leaf of the block"
        )
        hint = 'add paper = "90 g/m2 x 1.3" (weight and volume) below [print]: the spine is computed from it'
    return Message("press-no-cover", "info", text, hint, _PLACE if not wish.paper else Origin(f"{stem}.{BLOCK}"))
