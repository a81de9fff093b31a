"""What each page of a PDF shows, as a digest: pages with the same one look the same and hold the same text, whatever their book."""

from __future__ import annotations

import hashlib
import re
from io import BytesIO
from typing import Any

import pikepdf

_INHERITED = ("/Resources", "/MediaBox", "/CropBox", "/Rotate")
_ELSEWHERE = frozenset({"/Parent", "/StructParents", "/Annots", "/Tabs", "/B"})
"""Keys of a page that tell where it stands in its book: nothing of what it shows. Of annotations those count that are drawn."""
_REFERENCE = re.compile(rb"(\d+) (\d+) R\b")
_DEEPEST = 100
"""Objects within each other; what is deeper is told by its number, which is that of one file only."""


def digests(pdf: bytes) -> tuple[str, ...]:
    """A SHA-256 for each page of `pdf`, of everything that it is drawn from: contents, fonts, pictures. Raises what pikepdf raises."""
    with pikepdf.open(BytesIO(pdf)) as document:
        objects = _Objects(document)
        return tuple(objects.page(page.obj) for page in document.pages)


class _Objects:
    """The digests of a document's objects, each found out once."""

    def __init__(self, document: pikepdf.Pdf) -> None:
        self._document = document
        self._known: dict[tuple[int, int], bytes] = {}

    def page(self, page: Any) -> str:
        held = {key: value for key, value in page.items() if key not in _ELSEWHERE}
        for key in _INHERITED:
            if key not in held and (value := _of_parents(page, key)) is not None:
                held[key] = value
        drawn = [one["/AP"] for one in page.get("/Annots", []) if "/AP" in one]
        parts = [key.encode() + b" " + self._of(value, 0) for key, value in sorted(held.items())]
        return hashlib.sha256(b"\n".join((*parts, *(self._of(one, 0) for one in drawn)))).hexdigest()

    def _of(self, thing: Any, depth: int) -> bytes:
        if not getattr(thing, "is_indirect", False):
            return self._written(thing, depth)
        number = thing.objgen
        if number not in self._known:
            # An object that leads back to itself is told by its number on the way.
            self._known[number] = b"%d %d R" % number
            self._known[number] = hashlib.sha256(self._written(thing, depth)).digest()
        return self._known[number]

    def _written(self, thing: Any, depth: int) -> bytes:
        """An object as it is written, with the digests of those that it refers to in the place of their numbers."""
        if depth > _DEEPEST or not isinstance(thing, pikepdf.Object):
            return repr(thing).encode()
        if isinstance(thing, pikepdf.Stream):
            return self._resolved(thing.stream_dict.unparse(), depth) + hashlib.sha256(thing.read_raw_bytes()).digest()
        return self._resolved(thing.unparse(resolved=True), depth)

    def _resolved(self, written: bytes, depth: int) -> bytes:
        def digest(found: re.Match[bytes]) -> bytes:
            number = int(found[1]), int(found[2])
            if number in self._known:
                return self._known[number]
            return self._of(self._document.get_object(*number), depth + 1)

        return _REFERENCE.sub(digest, written)


def _of_parents(page: Any, key: str) -> Any:
    """What a page has from the pages around it (ISO 32000-2, 7.7.3.4)."""
    above = page.get("/Parent")
    for _ in range(_DEEPEST):
        if above is None or key in above:
            return None if above is None else above[key]
        above = above.get("/Parent")
    return None
