"""A capture opened: the page's bytes, where it came from, and the files that came with it."""

from __future__ import annotations

import email
import re
from collections.abc import Callable
from dataclasses import dataclass
from email.message import Message as Part
from urllib.parse import unquote, urljoin, urlsplit

from compiler.messages import BayazError, CaptureError, Origin
from compiler.model.reading import Capture, nothing_beside

Lookup = Callable[[str], bytes | None]

_MAX_PARTS = 20_000
_HTML = frozenset({"text/html", "application/xhtml+xml"})
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")


@dataclass(frozen=True, slots=True)
class Unpacked:
    """`data` is the page itself, `charset` what its transport said, `location` its address, `fetch` looks up its files."""

    data: bytes
    charset: str = ""
    location: str = ""
    fetch: Lookup = nothing_beside


def unpacked(capture: Capture, beside: Lookup) -> Unpacked:
    """The page of a capture; that of an MHTML archive (RFC 2557) is its root part. Raises `CaptureError` if there is none."""
    if capture.media_type != "multipart/related" or capture.data.lstrip()[:1] == b"<":
        return Unpacked(capture.data, fetch=lambda address: _beside(beside, address))
    try:
        message = email.message_from_bytes(capture.data)
        parts = [part for part, _ in zip(message.walk(), range(_MAX_PARTS), strict=False) if not part.is_multipart()]
    except RecursionError as error:
        raise _no_page(capture) from error
    root = _root(message, parts)
    if root is None:
        raise _no_page(capture)
    location = str(root.get("Content-Location") or message.get("Snapshot-Content-Location") or "").strip()
    held = _Held(parts, location)
    charset = root.get_param("charset", "")
    return Unpacked(payload(root), charset if isinstance(charset, str) else "", location, held.fetch)


def _no_page(capture: Capture) -> CaptureError:
    text = f"{capture.file} holds no page"
    return CaptureError.of("mhtml-damaged", text, hint="save the page again", origin=Origin(capture.file))


def _root(message: Part, parts: list[Part]) -> Part | None:
    """The part that `start` names, else the first page."""
    start = message.get_param("start", "")
    pages = [part for part in parts if part.get_content_type() in _HTML]
    named = [
        part
        for part in pages
        if isinstance(start, str) and start and part.get("Content-ID", "").strip() == start.strip()
    ]
    return next(iter(named or pages), None)


def payload(part: Part) -> bytes:
    """The part's bytes, its transfer encoding undone."""
    data = part.get_payload(decode=True)
    return data if isinstance(data, bytes) else b""


class _Held:
    """The files of an archive by content id and by address."""

    def __init__(self, parts: list[Part], location: str) -> None:
        self.location = location
        self.ids: dict[str, Part] = {}
        self.addresses: dict[str, Part] = {}
        for part in parts:
            if name := str(part.get("Content-ID") or "").strip().strip("<>"):
                self.ids.setdefault(name, part)
            if address := str(part.get("Content-Location") or "").strip():
                self.addresses.setdefault(joined(location, address), part)

    def fetch(self, address: str) -> bytes | None:
        if address[:4].lower() == "cid:":
            part = self.ids.get(unquote(address[4:])) or self.ids.get(address[4:])
            part = part or self.addresses.get(address)
        else:
            whole = joined(self.location, address)
            part = self.addresses.get(whole) or self.addresses.get(whole.partition("#")[0])
        return None if part is None else payload(part)


def joined(base: str, address: str) -> str:
    """`address` seen from `base` (RFC 3986, 5.2); as it stands if the two do not fit."""
    try:
        return urljoin(base, address) if base else address
    except ValueError:
        return address


def _beside(beside: Lookup, address: str) -> bytes | None:
    """The file that a relative address means, as written or with its percent signs resolved; nothing outside the folder."""
    try:
        path = urlsplit(address).path
    except ValueError:
        return None
    if _SCHEME.match(address) or address.startswith(("/", "\\")):
        return None
    for name in dict.fromkeys((unquote(path), path, address)):
        safe = name.replace("\\", "/").removeprefix("./")
        if not safe or "\0" in safe or ".." in safe.split("/"):
            continue
        try:
            data = beside(safe)
        except (BayazError, OSError, ValueError):
            data = None
        if data is not None:
            return data
    return None


def stripped_address(address: str) -> str:
    """`address` without its fragment."""
    return address.partition("#")[0]
