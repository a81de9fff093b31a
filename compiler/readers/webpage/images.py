"""The pictures of a page: found among the many places a page may name them, checked, named by their content."""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Literal
from urllib.parse import unquote_to_bytes

from compiler import files
from compiler.model.reading import Picture, nothing_beside
from compiler.svg import safe_svg

from .tree import Element, inner, tag

Absence = Literal["image-not-held", "image-bad", "image-too-many"]

MAX_PICTURES = 5000
MAX_BYTES = files.MAX_CAPTURE

_SUFFIX = {
    "image/jpeg": "jpg",
    "image/png": "png",
    "image/gif": "gif",
    "image/webp": "webp",
    "image/avif": "avif",
    "image/svg+xml": "svg",
}
_LAZY = (
    "data-src",
    "data-lazy-src",
    "data-original",
    "data-lazy",
    "data-full-src",
    "data-orig-file",
    "data-large-file",
)
_LAZY_SETS = ("data-srcset", "data-lazy-srcset")
_WIDTH = re.compile(r"(\d+(?:\.\d+)?)[wx]")
_SRCSET = re.compile(r"\s*(data:[^\s]+|[^\s,][^\s]*[^\s,]|[^\s,])(?:\s+([^,]*))?(?:,|$)")
_BLANK_GIF = 100


@dataclass(slots=True)
class Album:
    """The pictures gathered from one capture. `fetch` gives the bytes of an address that is no `data:` one, or None."""

    fetch: Callable[[str], bytes | None] = nothing_beside
    pictures: dict[str, Picture] = field(default_factory=dict)
    _size: int = 0
    _seen: dict[str, Picture | Absence] = field(default_factory=dict)

    def picture(self, addresses: Iterable[str]) -> Picture | Absence:
        """The first of the addresses that is a sound picture; else why there is none.

        `image-bad` if one was held but is no picture, `image-not-held` if none was held.
        """
        absence: Absence = "image-not-held"
        for address in addresses:
            found = self._seen.get(address)
            if found is None:
                found = self._seen[address] = self._load(address)
            if isinstance(found, Picture):
                return found
            absence = found if found != "image-not-held" else absence
        return absence

    def add(self, data: bytes) -> Picture | Absence:
        """The picture that `data` is, named by its content, SVG made safe first."""
        facts = files.image_facts(data)
        if facts is not None and facts.media_type == "image/svg+xml":
            data = safe_svg(data) or b""
            facts = files.image_facts(data) if data else None
        if facts is None:
            return "image-bad"
        name = f"{files.sha256(data)[:16]}.{_SUFFIX[facts.media_type]}"
        if name not in self.pictures:
            if len(self.pictures) >= MAX_PICTURES or self._size + len(data) > MAX_BYTES:
                return "image-too-many"
            self._size += len(data)
            self.pictures[name] = Picture(name, data, facts.media_type, facts.width, facts.height)
        return self.pictures[name]

    def _load(self, address: str) -> Picture | Absence:
        data = data_of(address) if address[:5].lower() == "data:" else self.fetch(address)
        return "image-not-held" if data is None else self.add(data)


def data_of(address: str) -> bytes | None:
    """The bytes of a `data:` address (RFC 2397), None if it is damaged or larger than a picture may be."""
    head, comma, body = address[5:].partition(",")
    if not comma or len(body) > 2 * files.MAX_IMAGE:
        return None
    data = unquote_to_bytes(body)
    if not head.lower().rstrip().endswith(";base64"):
        return data
    try:
        packed = b"".join(data.split())
        return base64.b64decode(packed + b"=" * (-len(packed) % 4), validate=True)
    except (binascii.Error, ValueError):
        return None


def addresses_of(image: Element) -> tuple[str, ...]:
    """Where the picture of an `img` or `picture` may lie, the best first: lazy attributes, `srcset` from the largest, `src`.

    A `src` that is only a stand-in (a tiny `data:` picture) counts only where there is nothing else.
    """
    shown = next(inner(image, "img"), None) if tag(image) == "picture" else image
    source = (shown.get("src") or "").strip() if shown is not None else ""
    stand_in = source[:5].lower() == "data:" and len(source) < _BLANK_GIF + len("data:image/gif;base64,")
    found: list[str] = []
    if shown is not None:
        found += [shown.get(name) or "" for name in _LAZY]
        found += [address for name in _LAZY_SETS for address in _of_set(shown.get(name) or "")]
        if not stand_in:
            found.append(source)
        found += _of_set(shown.get("srcset") or "")
    frame = image if tag(image) == "picture" else _frame(image)
    if frame is not None:
        for choice in inner(frame, "source"):
            found += _of_set(choice.get("srcset") or choice.get("data-srcset") or "")
    named = tuple(dict.fromkeys(address.strip() for address in found if address.strip()))
    return named or ((source,) if stand_in else ())


def _frame(image: Element) -> Element | None:
    parent = image.getparent()
    return parent if parent is not None and tag(parent) == "picture" else None


def _of_set(srcset: str) -> list[str]:
    """The addresses of a `srcset`, from the largest."""
    if len(srcset) > 2 * files.MAX_IMAGE:
        return []
    choices = [(_breadth(said or ""), address) for address, said in _SRCSET.findall(srcset)]
    return [address for _, address in sorted(choices, key=lambda choice: -choice[0])]


def _breadth(said: str) -> float:
    match = _WIDTH.fullmatch(said.strip())
    return float(match[1]) if match else 1.0
