"""Furniture made ready to be joined: each page of it as a form that is drawn under the text of a page."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO

from pikepdf import Object, Pdf

from compiler.model.pages import Fragment

from .objects import Objects, Taker
from .volume import Volume

_DRAWS = re.compile(rb"\b(TJ|Tj|Do|re|l|c|sh)\b")


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawings:
    """What stands beside the text of pages: of each its form (ISO 32000-2, 8.10), which equal ones share, 0 where nothing does."""

    id: str
    objects: Objects
    forms: tuple[int, ...]


def drawings(furniture: Fragment) -> Drawings:
    """The pages of a fragment as drawings."""
    with Pdf.open(BytesIO(furniture.pdf)) as pdf:
        known: dict[bytes, Object] = {}
        found: list[Object | None] = []
        for page in pdf.pages:
            drawn = page.obj.Contents.read_bytes()
            name = drawn + page.obj.get("/Resources", Object.parse(b"<< >>")).unparse()
            if not _DRAWS.search(drawn):
                found.append(None)
                continue
            if name not in known:
                known[name] = page.as_form_xobject()
            found.append(known[name])
        taker = Taker(pdf)
        forms = tuple(0 if form is None else taker.index(form) for form in found)
        return Drawings(id=furniture.id, objects=taker.objects(), forms=forms)


def placed(volume: Volume, sheaves: Sequence[Drawings]) -> Iterator[int]:
    """For each page the number of its drawing in `volume`, 0 where nothing is drawn; each is written when it is first asked for."""
    for sheaf in sheaves:
        table = sheaf.objects.place(volume, {})
        yield from (table[form] if form else 0 for form in sheaf.forms)
