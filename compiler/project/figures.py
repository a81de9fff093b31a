"""Reads `[[figure]]` tables: captions joined to images, alternative text and translations."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from compiler import files

from .keys import FIGURE
from .paths import checked_file
from .places import Path as KeyPath
from .records import FigureWish
from .sheet import Sheet

_BLOCK = re.compile(r"(?:cap|code|dl|fig|h|l|n|p|page|q|rule|t|v)\d+|.+-cap(?:-translation)?")


def figures(sheet: Sheet, folder: Path) -> tuple[FigureWish, ...]:
    """The sound figures of the sheet, images looked for below `folder`; the sheet has the faults of the others."""
    wishes: dict[str, FigureWish] = {}
    captions: dict[str, str] = {}
    for path, data in sheet.tables("figure"):
        said = sheet.fields(path, data, FIGURE)
        identifier = said.get("id", "")
        _check_id(sheet, path, identifier, wishes)
        _check_caption(sheet, path, said, captions)
        _check_image(sheet, path, said, folder)
        wishes.setdefault(identifier, FigureWish(**{"id": identifier, **said}))
    return tuple(wishes.values())


def _check_id(sheet: Sheet, path: KeyPath, identifier: str, wishes: dict[str, FigureWish]) -> None:
    if identifier and identifier in wishes:
        sheet.fault((*path, "id"), "id-twice", f"there are two figures {identifier!r}", "give each its own id")
    if _BLOCK.fullmatch(identifier):
        hint = "Bayaz gives such ids to what it finds in the text: choose a word"
        sheet.fault((*path, "id"), "id-reserved", f"{identifier!r} cannot be a figure's id", hint)


def _check_caption(sheet: Sheet, path: KeyPath, said: dict[str, Any], captions: dict[str, str]) -> None:
    caption = " ".join(said.get("caption", "").split())
    if not caption:
        return
    if caption in captions:
        text = f"the figure {captions[caption]!r} has this caption too"
        sheet.fault((*path, "caption"), "caption-twice", text, "a caption of the text can become one figure only")
    captions.setdefault(caption, said.get("id", ""))


def _check_image(sheet: Sheet, path: KeyPath, said: dict[str, Any], folder: Path) -> None:
    image, decorative, alt = said.get("image", ""), said.get("decorative", False), said.get("alt", "")
    if not image:
        if not said.get("caption"):
            hint = "name an image, or the caption in the text that it goes with"
            sheet.fault(path, "figure-empty", "this figure has neither image nor caption", hint)
        return
    if not alt and not decorative:
        hint = 'say in alt = "…" what one would see, or decorative = true if it says nothing'
        sheet.fault((*path, "image"), "image-no-alt", f"{image} has no alternative text", hint)
    if alt and decorative:
        sheet.fault(
            (*path, "decorative"), "image-alt-decorative", "a decorative image has no alt", "leave one of them out"
        )
    data = checked_file(sheet, folder, image, (*path, "image"), files.MAX_IMAGE)
    if data is not None and files.image_facts(data) is None:
        hint = "use a sound JPEG, PNG, GIF, WebP or SVG file"
        sheet.fault((*path, "image"), "image-bad", f"{image} is no picture that a book can hold", hint)
