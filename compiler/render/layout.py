"""A layout: a folder of templates, style sheets and fonts, found file by file through the folders it stands on."""

from __future__ import annotations

import difflib
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from compiler import files
from compiler.messages import BayazError, LayoutError, Origin
from compiler.model.pages import Sheet, Skin

from .paper_sizes import paper, points

_RESERVED = frozenset({"shared", "words", "fonts"})
_MAX_FILE = 4 * files.MEGABYTE
_DEEPEST = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Face:
    """A font file and the words by which style sheets ask for it; `skins` are those that embed it."""

    family: str
    file: str
    name: str
    weight: Literal["normal", "bold"] = "normal"
    style: Literal["normal", "italic"] = "normal"
    skins: tuple[Skin, ...] = ("print",)


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """A layout ready for use.

    `folders` are searched in order for a file. Lengths are in points: `top`, `inside`, `outside` and `foot` are margins of
    the page that was asked for, `leading` is the line grid. `numbered` means that section numbers are shown. `cover` has the
    colours of the cover.
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
    cover: dict[str, str]

    def find(self, name: str) -> Path | None:
        """The first file of this name in the folders; None if there is none, or the name leads out of its folder."""
        for folder in self.folders:
            try:
                path = files.inside(folder, name)
            except BayazError:
                continue
            if path.is_file():
                return path
        return None

    def read(self, name: str) -> bytes:
        """The bytes of that file. Raises `LayoutError` (`layout-file-missing`) if no folder has it."""
        path = self.find(name)
        if path is None:
            text = f"the layout {self.name!r} has no file {name!r}"
            raise LayoutError.of("layout-file-missing", text, hint="add it to the layout's folder, or do not name it")
        return files.read(path, _MAX_FILE)

    @property
    def lines(self) -> int:
        """How many lines of the grid stand on a page."""
        return round((self.sheet.height - self.top - self.foot) / self.leading)


def load_layout(name: str, page: str = "", own: Path | None = None) -> Layout:
    """The layout `name` on pages of size `page` (its own size if empty).

    `own` is a folder of the user's: its files go before those of a shipped layout of the same name, or it is a layout of
    its own that says which one it `extends`. Raises `LayoutError` for a layout, key or size that is not known.
    """
    shipped = files.shipped("layouts")
    folders, settings = _stack(name, shipped, own)
    size = page or settings["page"]
    width, height = paper(size)
    usual_width, usual_height = paper(settings["page"])
    margins = {side: points(length) for side, length in settings["margins"].items()}
    leading = points(settings["leading"])
    top, foot = _snapped(
        height, margins["top"] * height / usual_height, margins["foot"] * height / usual_height, leading
    )
    return Layout(
        name=name,
        title=settings["title"],
        sheet=Sheet(width=width, height=height, two_sided=settings["two_sided"], opening=settings["opening"]),
        page=size,
        folders=(*folders, shipped / "shared", shipped),
        faces=tuple(settings["faces"]),
        leading=leading,
        top=top,
        inside=margins["inside"] * width / usual_width,
        outside=margins["outside"] * width / usual_width,
        foot=foot,
        numbered=settings["numbered"],
        cover=settings["cover"],
    )


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
        layers.append(_settings(own, f"{own.name}/layout.toml"))
        name = layers[0].get("extends") or name
    seen: set[str] = set()
    while name:
        folder = _shipped_folder(shipped, name)
        if name in seen or len(folders) > _DEEPEST:
            raise LayoutError.of("layout-circle", f"the layout {name!r} extends itself", hint="mend `extends`")
        seen.add(name)
        folders.append(folder)
        layers.append(_settings(folder, f"{name}/layout.toml"))
        name = layers[-1].get("extends", "")
    merged: dict[str, Any] = {}
    for layer in reversed(layers):
        layer["faces"] = [*merged.get("faces", []), *layer.get("faces", [])]
        for table in ("margins", "cover"):
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


# --- layout.toml ---

_KEYS: dict[str, type] = {
    "title": str,
    "description": str,
    "extends": str,
    "page": str,
    "two_sided": bool,
    "opening": str,
    "leading": str,
    "numbered": bool,
    "margins": dict,
    "cover": dict,
    "font": list,
}
_COLOURS = ("ground", "rule", "margin", "under", "flap", "ink")
_COLOUR = re.compile(r"#[0-9a-fA-F]{3}([0-9a-fA-F]{3})?")
_MARGINS = ("top", "inside", "outside", "foot")
_FACE: dict[str, type] = {"family": str, "file": str, "name": str, "weight": str, "style": str, "skins": list}
_CHOICES: dict[str, tuple[str, ...]] = {
    "opening": ("right", "any"),
    "weight": ("normal", "bold"),
    "style": ("normal", "italic"),
    "skins": ("print", "ebook"),
}


def _settings(folder: Path, label: str) -> dict[str, Any]:
    path = folder / "layout.toml"
    if not path.is_file():
        return {}
    try:
        data = tomllib.loads(files.read(path, _MAX_FILE).decode("utf-8"))
    except (ValueError, RecursionError) as error:
        raise LayoutError.of("layout-toml", f"this is no TOML: {error}", origin=Origin(label)) from error
    _check(data, _KEYS, label)
    _check_lengths(data, label)
    _check_colours(data.get("cover", {}), label)
    fonts = data.pop("font", None)
    if fonts is not None:
        data["faces"] = [_face(font, label) for font in fonts]
    return data


def _check(table: Mapping[str, Any], keys: Mapping[str, type], label: str, within: str = "") -> None:
    """Every key known and of its type, and of its choices where it has some."""
    for key, value in table.items():
        origin = Origin(label, key=f"{within}{key}")
        if key not in keys:
            near = difflib.get_close_matches(key, keys, 1, 0.5)
            hint = f"did you mean {near[0]!r}?" if near else f"known here: {', '.join(keys)}"
            raise LayoutError.of("layout-key-unknown", f"a layout has no key {key!r}", hint=hint, origin=origin)
        if not isinstance(value, keys[key]):
            text = f"{key} must be of type {keys[key].__name__}"
            raise LayoutError.of("layout-key-type", text, origin=origin)
        choices = _CHOICES.get(key)
        if choices and not set(value if isinstance(value, list) else [value]) <= set(choices):
            text = f"{key} cannot be {value!r}"
            raise LayoutError.of("layout-key-value", text, hint=f"it is one of {', '.join(choices)}", origin=origin)


def _check_lengths(data: Mapping[str, Any], label: str) -> None:
    margins = data.get("margins", {})
    _check(margins, dict.fromkeys(_MARGINS, str), label, "margins.")
    lengths = {f"margins.{side}": length for side, length in margins.items()}
    lengths |= {"leading": data["leading"]} if "leading" in data else {}
    for key, length in lengths.items():
        try:
            points(length)
        except ValueError:
            text = f"{length!r} is no length"
            origin = Origin(label, key=key)
            raise LayoutError.of("layout-key-value", text, hint="write 21mm, 1in or 14pt", origin=origin) from None


def _check_colours(colours: Mapping[str, Any], label: str) -> None:
    _check(colours, dict.fromkeys(_COLOURS, str), label, "cover.")
    for key, colour in colours.items():
        if not _COLOUR.fullmatch(colour):
            origin = Origin(label, key=f"cover.{key}")
            raise LayoutError.of("layout-key-value", f"{colour!r} is no colour", hint="write #16323a", origin=origin)


def _face(font: object, label: str) -> Face:
    if not isinstance(font, dict):
        raise LayoutError.of(
            "layout-key-type", "font must be a list of tables", hint="write [[font]]", origin=Origin(label)
        )
    _check(font, _FACE, label, "font.")
    missing = [key for key in ("family", "file") if not font.get(key)]
    if missing:
        raise LayoutError.of("layout-key-missing", f"a font has no {missing[0]}", origin=Origin(label, key="font"))
    return Face(
        family=font["family"],
        file=font["file"],
        name=str(font.get("name") or font["family"]),
        weight=font.get("weight", "normal"),
        style=font.get("style", "normal"),
        skins=tuple(font.get("skins", ["print"])),
    )
