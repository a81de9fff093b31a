"""A layout: a folder of templates, style sheets and fonts, found file by file through the folders it stands on."""

from __future__ import annotations

import difflib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from compiler import files
from compiler.messages import BayazError, LayoutError
from compiler.model.pages import Sheet

from . import settings as toml
from .paper_sizes import paper, points
from .settings import Face

_RESERVED = frozenset({"shared", "locale", "fonts"})
_DEEPEST = 8
_LEAST_TOP = points("20mm")
"""On small pages too a running head keeps 8 mm from the cut."""
_LETTER = 0.3
"""The width of a letter of verse, on an average, in lines' heights."""


@dataclass(frozen=True, slots=True)
class Folders:
    """Where the files of a layout are looked for, the nearest folder first."""

    paths: tuple[Path, ...]

    def find(self, name: str) -> Path | None:
        """The first file of this name; None if there is none, or the name leads out of its folder."""
        for folder in self.paths:
            try:
                path = files.inside(folder, name)
            except BayazError:
                continue
            if path.is_file():
                return path
        return None


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """A layout ready for use.

    `folders` are searched in order for a file; `faces` are in the same order, so that of two of a kind the first counts. Lengths
    are in points: `top`, `inside`, `outside` and `foot` are margins of the page that was asked for, `leading` is the line grid.
    `numbered` means that section numbers are shown; `longest_note` is how many letters a note at the foot of a page may have. `cover`
    has the colours of the cover, `press` says what a press asks for.
    `narrow` is True where the page is too narrow for the layout's usual margins.
    """

    name: str
    title: str
    sheet: Sheet
    page: str
    folders: tuple[Path, ...]
    faces: tuple[Face, ...]
    leading: float
    top: float
    inside: float
    outside: float
    foot: float
    numbered: bool
    longest_note: int
    cover: dict[str, str]
    press: dict[str, Any] = field(default_factory=dict)
    narrow: bool = False

    def find(self, name: str) -> Path | None:
        """The first file of this name in the folders; None if there is none."""
        return Folders(self.folders).find(name)

    def read(self, name: str) -> bytes:
        """The bytes of that file. Raises `LayoutError` (`layout-file-missing`) if no folder has it."""
        path = self.find(name)
        if path is None:
            text = f"the layout {self.name!r} has no file {name!r}"
            raise LayoutError.of("layout-file-missing", text, hint="add it to the layout's folder, or do not name it")
        return files.read(path, toml.MAX_FILE)

    @property
    def lines(self) -> int:
        """How many lines of the grid stand on a page."""
        return round((self.sheet.height - self.top - self.foot) / self.leading)

    @property
    def hemistich(self) -> int:
        """How many characters of verse half a line holds, about."""
        return int((self.sheet.width - self.inside - self.outside) / 2 / (_LETTER * self.leading))


def load_layout(name: str, page: str = "", own: Path | None = None, shipped: Path | None = None) -> Layout:
    """The layout `name` on pages of size `page` (its own size if empty).

    `own` is a folder of the user's: its files go before those of a shipped layout of the same name, or it is a layout of
    its own that says which one it `extends`. `shipped` is the folder of the shipped layouts, Bayaz's own if None. Raises
    `LayoutError` for a layout, key or size that is not known.
    """
    shipped = shipped or files.shipped("layouts")
    folders, settings = _stack(name, shipped, own)
    size = page or settings["page"]
    width, height = paper(size)
    narrow = width < points(settings["narrow"].get("below", "0pt"))
    margins = _margins(settings, narrow, width, height)
    leading = points(settings["leading"])
    top, foot = _snapped(height, margins["top"], margins["foot"], leading)
    return Layout(
        name=name,
        title=settings["title"],
        sheet=Sheet(width=width, height=height, two_sided=settings["two_sided"], opening=settings["opening"]),
        page=size,
        folders=(*folders, shipped / "shared", shipped),
        faces=tuple(settings["faces"]),
        leading=leading,
        top=top,
        inside=margins["inside"],
        outside=margins["outside"],
        foot=foot,
        numbered=settings["numbered"],
        longest_note=_note_for(settings, width, height),
        cover=settings["cover"],
        press=settings["print"],
        narrow=narrow,
    )


def _note_for(settings: Mapping[str, Any], width: float, height: float) -> int:
    """Letters of a note at the foot of a page, fewer on pages smaller than the layout's own."""
    usual_width, usual_height = paper(settings["page"])
    return int(settings["longest_note"] * min(1, width * height / (usual_width * usual_height)))


def _margins(settings: Mapping[str, Any], narrow: bool, width: float, height: float) -> dict[str, float]:
    """Margins in points, in proportion to the page but never leaving lines longer than `measure`, nor less at the top than heads need.

    Those for narrow pages are taken as they are.
    """
    usual_width, usual_height = paper(settings["page"])
    scale = {"top": height / usual_height, "foot": height / usual_height}
    margins = {
        side: points(length) * scale.get(side, width / usual_width) for side, length in settings["margins"].items()
    }
    margins["top"] = max(margins["top"], min(points(settings["margins"]["top"]), _LEAST_TOP))
    if narrow:
        margins |= {side: points(length) for side, length in settings["narrow"].items() if side != "below"}
    spare = width - margins["inside"] - margins["outside"] - points(settings["measure"])
    if spare > 0:
        share = margins["inside"] / (margins["inside"] + margins["outside"])
        margins["inside"] += spare * share
        margins["outside"] += spare * (1 - share)
    return margins


def _snapped(height: float, top: float, foot: float, leading: float) -> tuple[float, float]:
    """Margins between which a whole number of lines stands: what is left over goes to the foot."""
    lines = int((height - top - foot) / leading + 0.01)
    return top, height - top - lines * leading


# --- the stack of folders ---


def _stack(name: str, shipped: Path, own: Path | None) -> tuple[list[Path], dict[str, Any]]:
    """The folders of a layout, the nearest first, and its settings, those of nearer folders over those of farther ones."""
    folders: list[Path] = []
    layers: list[dict[str, Any]] = []
    if own is not None and own.is_dir():
        folders.append(own)
        layers.append(toml.read(own, f"{own.name}/layout.toml"))
        name = layers[0].get("extends") or name
    seen: set[str] = set()
    while name:
        folder = _shipped_folder(shipped, name)
        if name in seen or len(folders) > _DEEPEST:
            raise LayoutError.of("layout-circle", f"the layout {name!r} extends itself", hint="mend `extends`")
        seen.add(name)
        folders.append(folder)
        layers.append(toml.read(folder, f"{name}/layout.toml"))
        name = layers[-1].get("extends", "")
    layers.append(toml.read(shipped / "shared", "shared/layout.toml"))
    merged: dict[str, Any] = {}
    for layer in reversed(layers):
        layer["faces"] = [*layer.get("faces", []), *merged.get("faces", [])]
        for table in ("margins", "narrow", "cover", "print"):
            layer[table] = {**merged.get(table, {}), **layer.get(table, {})}
        merged |= layer
    return folders, merged


def _shipped_folder(shipped: Path, name: str) -> Path:
    known = sorted(f.name for f in shipped.iterdir() if (f / "layout.toml").is_file() and f.name not in _RESERVED)
    if name in known:
        return shipped / name
    near = difflib.get_close_matches(name, known, 1, 0.5)
    hint = (
        f"did you mean {near[0]!r}?" if near else f"there are {', '.join(known)}; or make a folder with a layout.toml"
    )
    raise LayoutError.of("layout-unknown", f"there is no layout {name!r}", hint=hint)
