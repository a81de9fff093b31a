"""What a bag says of how its edition was built, read back from its `provenance.json`."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from compiler.messages import CheckError

from .facts import PAYLOAD
from .opening import BROKEN, OpenBag
from .provenance import NAME


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipe:
    """The day, layout and formats of a build, and the programs it was made with as `name version`."""

    date: str
    layout: str
    formats: tuple[str, ...]
    software: tuple[str, ...]


def recipe(bag: OpenBag) -> Recipe:
    """How the edition in `bag` was built. Raises `CheckError` where it does not say."""
    try:
        with zipfile.ZipFile(bag.file) as archive:
            data = json.loads(bag.read(archive, f"{PAYLOAD}/{NAME}"))
        build = data["activity"]["bayaz:build"]
        return Recipe(
            date=_text(build["bayaz:date"]),
            layout=_text(build["bayaz:layout"]),
            formats=tuple(map(_text, build["bayaz:formats"])),
            software=tuple(map(_text, build["bayaz:software"])),
        )
    except (*BROKEN, KeyError, TypeError, RecursionError) as error:
        text = f"{bag.file.name} does not say how its edition was built"
        hint = "only bags that `bayaz bundle` made can be built again"
        raise CheckError.of("bag-no-recipe", text, hint=hint) from error


def other_versions(recorded: Iterable[str], present: Iterable[str]) -> tuple[str, ...]:
    """Each program whose version is another here, as `name: 1.0, here 2.0`."""
    here = dict(one.rsplit(" ", 1) for one in present)
    then = dict(one.rsplit(" ", 1) for one in recorded if " " in one)
    names = sorted(set(here) | set(then), key=str.lower)
    return tuple(
        f"{name}: {then.get(name, 'none')}, here {here.get(name, 'none')}"
        for name in names
        if then.get(name) != here.get(name)
    )


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError(value)
    return value
