"""The only door to WeasyPrint: a page of HTML and resources in memory become a PDF, and all that it logs our messages."""

from __future__ import annotations

import base64
import urllib.parse
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from . import libraries  # noqa: F401 - before all that brings WeasyPrint

# isort: split
from weasyprint import HTML
from weasyprint.formatting_structure import boxes
from weasyprint.urls import URLFetcher, URLFetcherResponse

from compiler import files
from compiler.messages import LayoutError, Message, Origin
from compiler.model.pages import NumberPlace, PageStart, Resource

from . import (
    breaks,
    codes,
    hyphens,
    late_notes,
    leaders,
    lettering,
    linking,
    number_places,
    quick,
    remarks,
    tagging,
    trailing,
    turning,
    typefaces,
    whole_lines,
)
from .starts import Starts, page_starts

BASE = "bayaz:/"
POINTS = 0.75
"""Points in a CSS pixel."""

# `urljoin` resolves relative names only against schemes that it is told of.
if "bayaz" not in urllib.parse.uses_relative:
    urllib.parse.uses_relative.append("bayaz")


@dataclass(frozen=True, slots=True, kw_only=True)
class SetPage:
    """What the engine set on one page: ids with their height from the top in points, the words line by line.

    `opening` is True where an element of the class `opening` begins; `blank` where the page only fills a gap. `start` is where
    its text begins, `notes` where those at its foot do.
    """

    anchors: tuple[tuple[str, float], ...]
    text: str
    opening: bool
    blank: bool
    start: PageStart | None = None
    notes: PageStart | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """A document as set: a whole PDF, its pages, the places left in it for a number, and what is to be said about it."""

    pdf: bytes
    pages: tuple[SetPage, ...]
    numbers: tuple[NumberPlace, ...]
    messages: tuple[Message, ...]


def render(html: str, resources: Sequence[Resource], name: str, *, tagged: bool = True) -> Setting:
    """`html` set in pages, with `resources` and nothing else at hand; same input, same bytes.

    `name` is what messages call the document. Raises `LayoutError` where nothing can be set: no font, or a fault of the
    engine on this page.
    """
    fetcher = _Shelf(resources)
    document, pdf, foreign, places = None, b"", (), number_places.Places()
    with remarks.listening() as heard, quick.applied():
        try:
            fonts = typefaces.Typefaces()
            with (
                trailing.trimmed(),
                turning.at_marks(),
                whole_lines.kept(),
                hyphens.few(),
                late_notes.kept(),
                leaders.whole(),
            ):
                document = HTML(string=html, base_url=BASE, url_fetcher=fetcher).render(font_config=fonts)
            document.fonts = _Used(fonts.digests())
            linking.settle(document)
            with lettering.legible(), tagging.structured(), number_places.reserved() as places:
                pdf = document.write_pdf(pdf_tags=tagged, finisher=partial(_finish, places=places))
            foreign = document.fonts.foreign
        except typefaces.NoFontError:
            heard.fail(
                "font-none", "the layout embeds no font", "name a font file in an @font-face rule of its style sheet"
            )
        except number_places.NumberFaceError:
            text = "the digits of the chapter's number are not ten letters of one font"
            heard.fail("number-face", text, "set it in a face that has them all, or write {{ chapter.number }} for it")
        except RecursionError:
            heard.fail("nesting-deep", "the page's elements are nested too deep", "take some of the elements away")
        except Exception as error:  # whatever it is, the editor needs to know on which page
            heard.fail("engine-failed", f"the layout engine gave up: {type(error).__name__}: {error}")
    place = remarks.Place(page=Origin(name), sheets=fetcher.sheets)
    messages = (
        *quick.messages(),
        *fetcher.messages(place),
        *remarks.messages(heard.lines, place),
        *_foreign(foreign, place),
        *heard.failure(place),
        *(breaks.faults(document, name) if document is not None else ()),
    )
    if document is None or not pdf:
        raise LayoutError(messages)
    return Setting(pdf=pdf, pages=_pages(document), numbers=tuple(places.found), messages=messages)


# --- resources ---


class _Shelf(URLFetcher):  # type: ignore[misc]  # WeasyPrint tells no types
    """Serves the resources by name, and pictures that an SVG holds in itself; refuses any other URL: no network, no file."""

    _fail_on_errors = False

    def __init__(self, resources: Sequence[Resource]) -> None:
        # The parent's constructor makes network handlers, which must not exist here.
        self._resources = {resource.name: resource for resource in resources}
        self._refused: dict[str, bool] = {}
        self.sheets: list[str] = []

    def fetch(self, url: str, headers: Mapping[str, str] | None = None) -> URLFetcherResponse:
        del headers
        ours = url.startswith(BASE)
        resource = self._resources.get(urllib.parse.unquote(url.removeprefix(BASE))) if ours else _pixels(url)
        if resource is None:
            self._refused.setdefault(url, ours)
            raise ValueError(f"{remarks.REFUSED}: {url}")
        if resource.media_type == "text/css":
            self.sheets.append(resource.name)
        return URLFetcherResponse(url, resource.data, {"Content-Type": resource.media_type})

    def __call__(self, url: str) -> URLFetcherResponse:
        return self.fetch(url)

    def messages(self, place: remarks.Place) -> Iterator[Message]:
        for url, ours in self._refused.items():
            if ours:
                text, code = (
                    f"the page needs {url.removeprefix(BASE)!r}, which the layout does not have",
                    "resource-missing",
                )
                yield Message(code, "error", text, hint="add the file, or correct its name", origin=place.page)
            else:
                text, hint = (
                    f"the page asks for {remarks.short(url)}",
                    "Bayaz fetches nothing while building: bring it along as a file",
                )
                yield Message("resource-refused", "error", text, hint=hint, origin=place.page)


def _pixels(url: str) -> Resource | None:
    """A sound PNG, JPEG, GIF or WebP that a `data:` URL holds."""
    head, _, body = url.partition(";base64,")
    try:
        data = base64.b64decode(urllib.parse.unquote(body)) if head.startswith("data:image/") else b""
    except ValueError:
        return None
    facts = files.image_facts(data)
    return Resource("", facts.media_type, data) if facts and facts.media_type != "image/svg+xml" else None


# --- fonts ---


class _Used(dict[Any, Any]):
    """The fonts that a document draws with, noting each that is none of its own."""

    def __init__(self, own: frozenset[str]) -> None:
        super().__init__()
        self._own = own
        self.foreign: list[str] = []

    def __setitem__(self, key: Any, font: Any) -> None:
        if typefaces.digest(font.file_content) not in self._own and font.family not in self.foreign:
            self.foreign.append(font.family)
        super().__setitem__(key, font)


def _foreign(families: Sequence[str], place: remarks.Place) -> Iterator[Message]:
    for family in families:
        text = f"the page is set in {family!r}, a font of this machine"
        hint = "embed a font for these letters, so that the book looks the same everywhere"
        yield Message("font-foreign", "error", text, hint=hint, origin=place.page)


# --- pages ---


def _pages(document: Any) -> tuple[SetPage, ...]:
    ids: set[str] = set()
    openings: set[Any] = set()
    starts = page_starts(document)
    return tuple(_page(page, one, ids, openings) for page, one in zip(document.pages, starts, strict=True))


def _page(page: Any, starts: Starts, ids: set[str], openings: set[Any]) -> SetPage:
    """What is on `page`; an element over several pages counts on its first, which `ids` and `openings` remember."""
    anchors = [(name, round(box[1] * POINTS, 2)) for name, box in page.anchors.items() if name not in ids]
    ids.update(name for name, _ in anchors)
    begun = {box.element for box in _boxes(page._page_box) if _is_opening(box)} - openings
    openings |= begun
    lines = "".join(_words(page._page_box)).split("\n")
    text = "\n".join(line for line in map(str.strip, lines) if line)
    return SetPage(
        anchors=tuple(anchors),
        text=text,
        opening=bool(begun),
        blank=page._page_box.page_type.blank and not any(starts),
        start=starts[0],
        notes=starts[1],
    )


def _boxes(box: Any) -> Iterator[Any]:
    """Every box of the page's area, parents first; the margin boxes are not the document's."""
    yield box
    for child in box.all_children():
        if not isinstance(child, boxes.MarginBox):
            yield from _boxes(child)


def _is_opening(box: Any) -> bool:
    return box.element is not None and "opening" in (box.element.get("class") or "").split()


def _words(box: Any) -> Iterator[str]:
    if isinstance(box, boxes.TextBox):
        yield "" if number_places.digits_of(box) else box.text
        return
    for child in box.all_children():
        if not isinstance(child, boxes.MarginBox):
            yield from _words(child)
    if isinstance(box, boxes.LineBox | boxes.BlockLevelBox | boxes.TableCellBox):
        yield "\n"


def _finish(document: Any, pdf: Any, places: number_places.Places) -> None:
    places.write(pdf)
    codes.write(pdf, document.fonts.values())
    for thing in pdf.objects:
        # Smoothing is the reader's affair (ISO 19005-3, 6.2.8).
        if "Interpolate" in getattr(thing, "extra", ()):
            thing.extra["Interpolate"] = "false"
    linking.describe(document)
