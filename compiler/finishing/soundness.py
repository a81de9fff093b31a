"""What must hold before anything is packed: safe names, each once; every reference at home; nothing remote, nothing active."""

from __future__ import annotations

import posixpath
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from urllib.parse import unquote

from compiler.messages import BayazError, LayoutError, Message, Origin
from compiler.model.pages import Rendered, Resource

from .documents import SVG, XHTML, Page, Reference, page_name, parse
from .styles import urls

_SAFE = re.compile(r"\w[\w.-]*(/\w[\w.-]*)*")
_OUTSIDE = ("http:", "https:", "mailto:")


def sound(rendered: Rendered) -> tuple[Page, ...]:
    """The pages with their trees. Raises `LayoutError` with every fault of every page and name."""
    faults = list(_names(rendered))
    pages: list[Page] = []
    for page in rendered.pages:
        try:
            pages.append(parse(page))
        except BayazError as error:
            faults += error.messages
    if len(pages) == len(rendered.pages):
        faults += _contents(pages)
        faults += _pages(pages, rendered.resources)
    if faults:
        raise LayoutError(faults)
    return tuple(pages)


def resolve(base: str, target: str) -> tuple[str, str]:
    """The file and the fragment that `target` means when it stands in the file `base`."""
    path, _, fragment = target.partition("#")
    joined = posixpath.normpath(posixpath.join(posixpath.dirname(base), unquote(path))) if path else base
    return joined, unquote(fragment)


# --- names ---


def _names(rendered: Rendered) -> Iterator[Message]:
    names = [page_name(page) for page in rendered.pages] + [resource.name for resource in rendered.resources]
    for name in names:
        if not _SAFE.fullmatch(name) or ".." in name:
            hint = "use letters, digits, hyphens, dots and underscores, folders with /"
            yield _fault("ebook-name-bad", f"{name!r} is no name for a file of an EPUB", hint, name)
    # Reading systems unpack to disks that hold two spellings for one file (EPUB 3.3, 4.1.3).
    counted = Counter(unicodedata.normalize("NFC", name).casefold() for name in names)
    for name, count in counted.items():
        if count > 1:
            yield _fault("ebook-name-duplicate", f"{count} files are called {name!r}", "name each file once", name)


def _contents(pages: Iterable[Page]) -> Iterator[Message]:
    count = sum("contents" in page.rendered.roles for page in pages)
    if count != 1:
        text = f"{count} pages are the contents; an EPUB has one navigation document"
        yield _fault("ebook-contents", text, "let the layout make one page with the role `contents`", "")


# --- pages ---


def _pages(pages: list[Page], resources: tuple[Resource, ...]) -> Iterator[Message]:
    ids = {page.name: frozenset(page.ids) for page in pages}
    known = {**ids, **{resource.name: frozenset[str]() for resource in resources}}
    for page in pages:
        for identifier, count in Counter(page.ids).items():
            if count > 1:
                hint = "give each element an id of its own"
                yield _fault("ebook-id-duplicate", f"{count} elements have the id {identifier!r}", hint, page.name)
        yield from _active(page)
        for reference in page.references:
            yield from _reference(page.name, reference, known)
    for resource in resources:
        if resource.media_type == "text/css":
            for url in urls(resource.data.decode("utf-8", "replace")):
                yield from _reference(resource.name, Reference(url, 0, False), known)


def _reference(name: str, reference: Reference, known: dict[str, frozenset[str]]) -> Iterator[Message]:
    origin = Origin(name, reference.line or None)
    if reference.remote:
        if not reference.link or not reference.target.lower().startswith(_OUTSIDE):
            text = f"{reference.target!r} lies outside the book"
            yield Message(
                "ebook-remote", "error", text, "bring the file along; link to http, https and mailto only", origin
            )
        return
    path, fragment = resolve(name, reference.target)
    if path not in known:
        text = f"{reference.target!r} leads to no file of the book"
        yield Message("ebook-reference-dangling", "error", text, "give the file along, or drop the reference", origin)
    elif fragment and path.endswith(".xhtml") and fragment not in known[path]:
        text = f"{reference.target!r} leads to no element of {path}"
        yield Message("ebook-reference-dangling", "error", text, "let it name an id of the book", origin)


def _active(page: Page) -> Iterator[Message]:
    for element in page.elements:
        handlers = [name for name in element.attrib if name.lower().startswith("on")]
        if element.tag in (f"{XHTML}script", f"{SVG}script") or handlers:
            text = f"the page holds active content: {handlers[0] if handlers else 'script'}"
            yield _fault("ebook-script", text, "Bayaz makes books without scripts", page.name, element.sourceline)


def _fault(code: str, text: str, hint: str, name: str, line: int | None = None) -> Message:
    return Message(code, "error", text, hint, Origin(name, line) if name else None)
