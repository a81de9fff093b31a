"""`layout.toml`: the settings of a layout, every key checked."""

from __future__ import annotations

import difflib
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from compiler import files, project
from compiler.messages import LayoutError, Origin
from compiler.model.pages import Skin

from .paper_sizes import points

MAX_FILE = 4 * files.MEGABYTE


@dataclass(frozen=True, slots=True, kw_only=True)
class Face:
    """A font file and the words by which style sheets ask for it; `skins` are those that embed it.

    `when` names the scripts (ISO 15924: `Hebr`) and languages (`ur`) that it is embedded for, and `missing` where it is there for
    characters that no other face has; empty means always.
    """

    family: str
    file: str
    name: str
    weight: Literal["normal", "bold"] = "normal"
    style: Literal["normal", "italic"] = "normal"
    skins: tuple[Skin, ...] = ("print", "web")
    when: tuple[str, ...] = ()


_KEYS: dict[str, type] = {
    "title": str,
    "description": str,
    "extends": str,
    "page": str,
    "two_sided": bool,
    "opening": str,
    "leading": str,
    "measure": str,
    "numbered": bool,
    "longest_note": int,
    "margins": dict,
    "narrow": dict,
    "cover": dict,
    "print": dict,
    "font": list,
}
_PRESS: dict[str, type] = {"bleed": str, "marks": bool, "sheets": int, "colour": str}
_COLOURS = ("ground", "rule", "margin", "under", "flap", "ink")
_COLOUR = re.compile(r"#[0-9a-fA-F]{3}([0-9a-fA-F]{3})?")
_MARGINS = ("top", "inside", "outside", "foot")
_FACE: dict[str, type] = {
    "family": str,
    "file": str,
    "name": str,
    "weight": str,
    "style": str,
    "skins": list,
    "when": list,
}
_CHOICES: dict[str, tuple[str, ...]] = {
    "opening": ("right", "any"),
    "weight": ("normal", "bold"),
    "style": ("normal", "italic"),
    "skins": ("print", "ebook", "web"),
}


def read(folder: Path, label: str) -> dict[str, Any]:
    """The settings in the folder's `layout.toml`, empty if it has none; raises `LayoutError` for the first fault."""
    path = folder / "layout.toml"
    if not path.is_file():
        return {}
    try:
        data = tomllib.loads(files.read(path, MAX_FILE).decode("utf-8"))
    except (ValueError, RecursionError) as error:
        raise LayoutError.of("layout-toml", f"this is no TOML: {error}", origin=Origin(label)) from error
    _check(data, _KEYS, label)
    _check_lengths(data, label)
    _check_colours(data.get("cover", {}), label)
    data["print"] = _press(data.get("print", {}), label)
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
    narrow = data.get("narrow", {})
    _check(narrow, dict.fromkeys(("below", "inside", "outside"), str), label, "narrow.")
    lengths = {f"margins.{side}": length for side, length in margins.items()}
    lengths |= {f"narrow.{side}": length for side, length in narrow.items()}
    lengths |= {key: data[key] for key in ("leading", "measure") if key in data}
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


def _press(said: Mapping[str, Any], label: str) -> dict[str, Any]:
    """What the layout asks of the press, the bleed in millimetres."""
    _check(said, _PRESS, label, "print.")
    found: dict[str, Any] = dict(said)
    for key, check in project.PRESS_CHECKS.items():
        if key in found:
            try:
                found[key] = check(found[key])
            except project.Wrong as wrong:
                origin = Origin(label, key=f"print.{key}")
                raise LayoutError.of(
                    "layout-key-value", f"{key} {wrong.text}", hint=wrong.hint, origin=origin
                ) from wrong
    return found


def _face(font: object, label: str) -> Face:
    if not isinstance(font, dict):
        raise LayoutError.of(
            "layout-key-type", "font must be a list of tables", hint="write [[font]]", origin=Origin(label)
        )
    _check(font, _FACE, label, "font.")
    if not all(isinstance(wish, str) for wish in font.get("when", [])):
        hint = 'write scripts and languages: when = ["Hebr", "he"]'
        raise LayoutError.of(
            "layout-key-type", "when must be a list of texts", hint=hint, origin=Origin(label, key="font.when")
        )
    missing = [key for key in ("family", "file") if not font.get(key)]
    if missing:
        raise LayoutError.of("layout-key-missing", f"a font has no {missing[0]}", origin=Origin(label, key="font"))
    return Face(
        family=font["family"],
        file=font["file"],
        name=str(font.get("name") or font["family"]),
        weight=font.get("weight", "normal"),
        style=font.get("style", "normal"),
        skins=tuple(font.get("skins", ["print", "web"])),
        when=tuple(font.get("when", [])),
    )
