"""What a fragment depends on: its page, the files and captures that it names, and what sets it. Nothing else may reach it."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import unescape
from urllib.parse import unquote

from compiler.model.pages import RenderedPage, Resource

_VALUES = re.compile(r"""=\s*(?:"([^"]*)"|'([^']*)')""")
_URL = re.compile(
    r"""url\(\s*(?:"([^"]*)"|'([^']*)'|([^"')]*))\s*\)|@import\s+(?:"([^"]*)"|'([^']*)')""", re.IGNORECASE
)
_CAPTURE = re.compile(r'\bdata-capture="([^"]*)"')


@dataclass(frozen=True, slots=True, kw_only=True)
class Needs:
    """A page with everything that it is laid out from, in the order in which it was given."""

    page: RenderedPage
    resources: tuple[Resource, ...]
    captures: Mapping[str, bytes]


def needs(page: RenderedPage, resources: Sequence[Resource], captures: Mapping[str, bytes]) -> Needs:
    """`page` with those of `resources` that it or its style sheets name, its own before others, and the captures that it shows."""
    known = {resource.name: resource for resource in (*resources, *page.own)}
    found: dict[str, Resource] = {}
    waiting = list(_named_by_page(page.html))
    while waiting:
        resource = known.get(_plain(waiting.pop()))
        if resource and resource.name not in found:
            found[resource.name] = resource
            waiting += _named_by_sheet(resource)
    shown = {unescape(name) for name in _CAPTURE.findall(page.html)}
    return Needs(
        page=page,
        resources=tuple(resource for name, resource in known.items() if name in found),
        captures={name: data for name, data in captures.items() if name in shown},
    )


def _named_by_page(html: str) -> Iterator[str]:
    """Every value of an attribute, and every address in a style."""
    for values in _VALUES.findall(html):
        yield from (unquote(unescape(value)) for value in values if value)
    yield from _addresses(unescape(html)) if "url(" in html.lower() else ()


def _named_by_sheet(resource: Resource) -> Iterator[str]:
    """Every address in a style sheet, as it stands and as it is relative to the sheet."""
    if resource.media_type == "text/css":
        folder = resource.name.rpartition("/")[0]
        for name in _addresses(resource.data.decode("utf-8", "replace")):
            yield name
            yield f"{folder}/{name}" if folder else name


def _plain(address: str) -> str:
    """The name that an address beside the page leads to."""
    return posixpath.normpath(address.partition("#")[0].partition("?")[0] or ".").lstrip("/")


def _addresses(css: str) -> Iterator[str]:
    for values in _URL.findall(css):
        yield from (unquote(value.strip()) for value in values if value)
