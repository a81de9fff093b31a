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

_BLOCK = re.compile(r"(?:cap|code|dl|fig|h|l|n|p|page|q|rule|t|v)\d+|.+-cap(?:-translation)?|.+-description")


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
        _check_description(sheet, path, said, folder)
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
    image, picture = said.get("image", ""), said.get("picture", "")
    _check_words(sheet, path, said)
    if image and picture:
        text = f"{image} cannot stand beside {picture}: one is the editor's, the other the capture's"
        sheet.fault((*path, "picture"), "figure-two-pictures", text, "leave one of them out")
    if not image:
        if not said.get("caption") and not picture:
            hint = "name an image, or the caption in the text that it goes with"
            sheet.fault(path, "figure-empty", "this figure has neither image nor caption", hint)
        return
    data = checked_file(sheet, folder, image, (*path, "image"), files.MAX_IMAGE)
    if data is not None and files.image_facts(data) is None:
        hint = "use a sound JPEG, PNG, GIF, WebP or SVG file"
        sheet.fault((*path, "image"), "image-bad", f"{image} is no picture that a book can hold", hint)


def _check_words(sheet: Sheet, path: KeyPath, said: dict[str, Any]) -> None:
    """A picture has words for those who do not see it, or says nothing (WCAG 2.2, 1.1.1)."""
    shown = "image" if said.get("image") else "picture" if said.get("picture") else ""
    if shown and not said.get("alt") and not said.get("decorative"):
        hint = 'say in alt = "…" what one would see, or decorative = true if it says nothing'
        sheet.fault((*path, shown), "image-no-alt", f"{said[shown]} has no alternative text", hint)
    for key in ("alt", "description"):
        if said.get("decorative") and said.get(key):
            text = f"a decorative image has no {key}"
            sheet.fault((*path, "decorative"), "image-alt-decorative", text, "leave one of them out")


def _check_description(sheet: Sheet, path: KeyPath, said: dict[str, Any], folder: Path) -> None:
    named = FigureWish(id="", description=said.get("description", "")).description_file
    if named:
        checked_file(sheet, folder, named, (*path, "description"))
