"""Pages of a captured PDF in a fragment: stand-in pictures of their proportions are laid out, then the pages take their places."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from io import BytesIO
from typing import Any

import pikepdf
from PIL import Image

from compiler.messages import Message, Origin, shortened
from compiler.model.pages import Resource

from .flattening import FlatPage, PageFaultError, flat, page_form
from .pictures import page_picture

STYLE = "display: block; width: 100%; height: 100%; object-fit: contain"
MOST_WORDS = 8000
"""Characters of a page's description: a string in PDF/A has at most 32,767 bytes."""
LONG_SIDE = 2000
"""Pixels of a stand-in's longer side: its proportions are those of the page to a part in two thousand."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Slot:
    """A place for a page: its stand-in, and the page, of a file that stays open as long; `drawn` where a picture stands for it."""

    stand_in: Resource
    page: FlatPage
    source: pikepdf.Pdf
    drawn: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Prepared:
    """The slots of a document, and what is wrong with the pages that cannot be had."""

    slots: tuple[Slot, ...] = ()
    messages: tuple[Message, ...] = ()


def prepare(root: Any, captures: Mapping[str, bytes], page_id: str) -> Prepared:
    """Puts a stand-in into every `div.facsimile` of the tree (`data-capture`, `data-page` from 1, `aria-label` as its description).

    A page that cannot be had leaves its place empty, with a message of level `error`.
    """
    slots: list[Slot] = []
    messages: list[Message] = []
    opened: dict[str, pikepdf.Pdf] = {}
    for box in [div for div in root.iter("div") if "facsimile" in (div.get("class") or "").split()]:
        capture, number = box.get("data-capture", ""), _number(box.get("data-page", ""))
        place = Origin(page_id, key=box.get("id", ""))
        try:
            slot = _slot(f"facsimile/{len(slots) + 1}.png", _opened(capture, captures, opened), capture, number)
            if slot.page.fault:
                slot = _as_picture(slot, captures[capture], number, capture)
        except PageFaultError as fault:
            messages.append(Message(fault.code, "error", str(fault), fault.hint, place))
            continue
        said = _description(box, f"{capture}, {number}")
        box.append(root.makeelement("img", {"src": slot.stand_in.name, "alt": said, "style": STYLE}))
        slots.append(slot)
        if slot.drawn:
            text = f"page {number} of {capture} is drawn as a picture: {slot.page.fault}"
            hint = "print it anew to a PDF/A, if its letters should stay letters"
            messages.append(Message("facsimile-picture", "info", text, hint, place))
    return Prepared(slots=tuple(slots), messages=tuple(messages))


def place(data: bytes, slots: Sequence[Slot], base: str) -> bytes:
    """The fragment with each stand-in exchanged for its page, in the same box and under the same tag."""
    slots = [slot for slot in slots if not slot.drawn]
    if not slots:
        return data
    with pikepdf.open(BytesIO(data)) as fragment:
        forms = {_key(base + slot.stand_in.name): fragment.copy_foreign(slot.page.form) for slot in slots}
        for page in fragment.pages:
            pictures = page.resources.get("/XObject", pikepdf.Dictionary())
            for key in list(pictures.keys()):
                # The last character tells whether the picture is to be smoothed.
                if key[:-1] in forms:
                    pictures[key] = forms[key[:-1]]
        out = BytesIO()
        fragment.save(out, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return out.getvalue()


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 7 else 0


def _opened(name: str, captures: Mapping[str, bytes], opened: dict[str, pikepdf.Pdf]) -> pikepdf.Pdf:
    if name not in captures:
        text = f"the capture {name!r} is not at hand"
        raise PageFaultError("facsimile-missing", text, "name a PDF among the source's captures")
    if name not in opened:
        opened[name] = flat(captures[name], name)
    return opened[name]


def _slot(name: str, source: pikepdf.Pdf, capture: str, number: int) -> Slot:
    count = len(source.pages)
    if not 1 <= number <= count:
        text = f"{capture} has {count} pages, and no page {number}"
        raise PageFaultError("facsimile-page", text, "correct the number of the page")
    page = page_form(source, number, capture)
    return Slot(stand_in=Resource(name, "image/png", _stand_in(page.width, page.height)), page=page, source=source)


def _as_picture(slot: Slot, data: bytes, number: int, capture: str) -> Slot:
    """The page drawn in dots, in place of its stand-in. Raises `PageFaultError`."""
    media_type, drawn = page_picture(data, number, capture)
    return replace(slot, stand_in=Resource(slot.stand_in.name, media_type, drawn), drawn=True)


def _description(box: Any, name: str) -> str:
    """What the page is, and the words on it as far as they are known."""
    label, words = box.get("aria-label") or name, " ".join((box.attrib.pop("data-text", "") or "").split())
    return shortened(f"{label}: {words}", MOST_WORDS) if words else label


def _stand_in(width: float, height: float) -> bytes:
    scale = LONG_SIDE / max(width, height)
    image = Image.new("1", (max(1, round(width * scale)), max(1, round(height * scale))), 1)
    buffer = BytesIO()
    image.save(buffer, "PNG")
    return buffer.getvalue()


def _key(url: str) -> str:
    """How the engine names the picture at `url` among a page's XObjects, but for the last character."""
    return "/i" + hashlib.md5(url.encode(), usedforsecurity=False).hexdigest()
