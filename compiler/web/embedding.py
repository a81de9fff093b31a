"""Puts the files that a page names into it, as data: addresses (RFC 2397)."""

from __future__ import annotations

import base64
import re
from collections.abc import Mapping, Sequence
from urllib.parse import quote

from lxml import etree

from compiler import files
from compiler.finishing.documents import XHTML
from compiler.finishing.soundness import resolve
from compiler.messages import LayoutError
from compiler.model.pages import Resource

from .covers import for_screens

_URL = re.compile(r"""url\(\s*(["']?)([^"')]+)\1\s*\)""")
_LINK = re.compile(r"\s*[a-zA-Z][a-zA-Z0-9+.-]*:|\s*#")
_PLAIN = "/:;=?@!$()*+,~'"
"""What may stand in an address as it is (RFC 3986, 3.3) besides letters and figures; not what HTML or CSS would take for its own."""
MAX_EMBEDDED = 192 << 20
"""Bytes of all pictures and fonts, each as often as it is named."""


def embedded(root: etree._Element, resources: Sequence[Resource], name: str) -> tuple[str, str]:
    """The style sheet and the script of the page, whose pictures are then in it; links to both are taken out.

    Raises `LayoutError` where more would be in it than a browser can hold.
    """
    known = {resource.name: resource for resource in map(for_screens, resources)}
    for link in root.findall(f"{XHTML}head/{XHTML}link"):
        link.getparent().remove(link)
    _bounded(root, known)
    for image in root.iter(f"{XHTML}img"):
        _embed(image, known)
    style = "".join(_style(resource, known) for resource in resources if resource.media_type == "text/css")
    script = "".join(_text(resource) for resource in resources if resource.media_type == "text/javascript")
    return style, script


def data_address(resource: Resource) -> str:
    """The whole file as an address: a drawing as its text where that is shorter."""
    packed = f"data:{resource.media_type};base64,{base64.b64encode(resource.data).decode()}"
    if resource.media_type != "image/svg+xml":
        return packed
    return min(f"data:{resource.media_type},{quote(resource.data, safe=_PLAIN)}", packed, key=len)


def _bounded(root: etree._Element, known: Mapping[str, Resource]) -> None:
    named = (known.get(image.get("src", "")) for image in root.iter(f"{XHTML}img"))
    size = sum(len(resource.data) for resource in named if resource) * 4 // 3
    if size > MAX_EMBEDDED:
        text = f"the pictures of the web page would take {size:,} bytes in it"
        hint = "use smaller pictures, or build without it: --format epub,pdf"
        raise LayoutError.of("web-too-large", text, hint=hint)


def _embed(image: etree._Element, known: Mapping[str, Resource]) -> None:
    """The picture in place of its name, with its size: so much room is kept free before it is drawn."""
    resource = known.get(image.get("src", ""))
    if resource is None:
        return
    image.set("src", data_address(resource))
    image.set("decoding", "async")
    facts = files.image_facts(resource.data)
    if facts and facts.width and facts.height:
        image.set("width", str(round(facts.width)))
        image.set("height", str(round(facts.height)))


def _style(sheet: Resource, known: Mapping[str, Resource]) -> str:
    def put(found: re.Match[str]) -> str:
        resource = known.get(resolve(sheet.name, found[2])[0])
        return found[0] if resource is None or _LINK.match(found[2]) else f'url("{data_address(resource)}")'

    return _URL.sub(put, _text(sheet))


def _text(resource: Resource) -> str:
    """Its text as a browser reads it, which is what it is judged by."""
    return resource.data.decode("utf-8").replace("\r\n", "\n").replace("\r", "\n").replace("\0", "")
