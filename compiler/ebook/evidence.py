"""What the pages of an e-book hold that bears on its accessibility, counted from the pages themselves."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO

import tinycss2  # comes with WeasyPrint
from lxml import etree
from PIL import Image, UnidentifiedImageError

from compiler.finishing.documents import EPUB_TYPE, MATHML, SVG, XHTML, XML_LANG, Page
from compiler.finishing.styles import declarations
from compiler.model.pages import Resource

_ANIMATING = tuple(f"{SVG}{name}" for name in ("animate", "animateMotion", "animateTransform", "set"))
_HEADING = re.compile(re.escape(XHTML) + "h([1-6])")
_FIXED = re.compile(r"\d(px|pt|pc|mm|cm|in|q)\b", re.IGNORECASE)
_OWN = frozenset({"font-size", "line-height", "color", "background", "background-color", "font-family", "font"})
"""Properties that a reader sets for oneself."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """Counts of what the pages hold.

    `pictures` are those that say something, the cover and facsimiles left out; `wordless` all pictures, these too, without their
    words; `unread` facsimile pages of which no text is known; `unscoped` tables of several rows and columns without a header
    cell; `skips` headings more than one level below the one before; `unknown` passages in a language that nobody knows.
    """

    pictures: int = 0
    images: int = 0
    wordless: int = 0
    described: int = 0
    facsimiles: int = 0
    unread: int = 0
    unscoped: int = 0
    skips: int = 0
    untitled: int = 0
    unknown: int = 0
    moves: bool = False
    rigid: bool = False
    contents: bool = False
    page_list: bool = False
    page_marks: bool = False
    index: bool = False
    roles: bool = False
    mathematics: bool = False

    @property
    def gaps(self) -> tuple[str, ...]:
        """What keeps the book from WCAG 2.2 AA as far as a program can see, in words for the editor."""
        told = (
            (self.wordless, "{n} pictures without alternative text (1.1.1)"),
            (self.unread, "{n} facsimile pages whose text is not known (1.1.1)"),
            (self.facsimiles, "{n} pages that are pictures of text (1.4.5)"),
            (self.unscoped, "{n} tables without header cells (1.3.1)"),
            (self.skips, "{n} headings that skip a level (1.3.1)"),
            (self.untitled, "{n} chapters without a heading (2.4.6)"),
            (self.unknown, "{n} passages in a language that is not known (3.1.2)"),
            (int(self.moves), "something that may move or flash (2.3.1)"),
        )
        return tuple(text.format(n=count) for count, text in told if count)


def gathered(pages: Sequence[Page], resources: Sequence[Resource]) -> Evidence:
    """The evidence of all pages together."""
    images = [image for page in pages for image in _images(page)]
    facsimiles = [image for image in images if _within(image, "facsimile")]
    telling = [image for image in images if not _ornament(image) and image not in set(facsimiles)]
    types = [(element.get(EPUB_TYPE) or "").split() for page in pages for element in page.elements]
    chapters = [page for page in pages if "chapter" in page.rendered.roles]
    return Evidence(
        pictures=sum(image.get("role") != "doc-cover" for image in telling),
        images=len(images),
        wordless=sum(not _named(image) for image in telling),
        described=sum(bool(image.get("aria-details")) for image in telling),
        facsimiles=len(facsimiles),
        unread=sum(_within(image, "unread") for image in facsimiles),
        unscoped=sum(_headless(table) for page in pages for table in page.root.iter(f"{XHTML}table")),
        skips=sum(map(_skips, pages)),
        untitled=sum(not page.has(XHTML, "h1", "h2", "h3") for page in chapters),
        unknown=sum(map(_of_unknown_language, (element for page in pages for element in page.elements))),
        moves=_moves(pages, resources),
        rigid=bool(facsimiles) or any(map(_is_rigid, resources)),
        contents=any("toc" in said for said in types),
        page_list=any("page-list" in said for said in types),
        page_marks=any("pagebreak" in said for said in types),
        index=any("index" in said for said in types),
        roles=bool(chapters) and all(_has_roles(page) for page in chapters),
        mathematics=any(page.has(MATHML) for page in pages),
    )


# --- pictures ---


def _images(page: Page) -> Iterator[etree._Element]:
    """Pictures, of nested drawings the outermost."""
    for element in page.elements:
        nested = any(outer.tag.startswith(SVG) for outer in element.iterancestors())
        if element.tag == f"{XHTML}img" or (element.tag == f"{SVG}svg" and not nested):
            yield element


def _ornament(image: etree._Element) -> bool:
    """True for a picture that says of itself that it is only for show."""
    return image.get("role") in {"presentation", "none"} or image.get("aria-hidden") == "true"


def _named(image: etree._Element) -> bool:
    """True for a picture with words; an empty `alt` without a role is a gap that nobody has judged."""
    if image.tag == f"{XHTML}img":
        return bool((image.get("alt") or "").strip())
    return bool(image.get("aria-label") or image.get("aria-labelledby") or image.find(f"{SVG}title") is not None)


def _within(element: etree._Element, name: str) -> bool:
    return any(name in (outer.get("class") or "").split() for outer in (element, *element.iterancestors()))


# --- structure ---


def _headless(table: etree._Element) -> bool:
    rows = list(table.iter(f"{XHTML}tr"))
    return len(rows) > 1 and max(map(len, rows)) > 1 and next(table.iter(f"{XHTML}th"), None) is None


def _skips(page: Page) -> int:
    """How many headings skip a level; a page may begin at the first or the second."""
    levels = [int(found[1]) for element in page.elements if (found := _HEADING.fullmatch(element.tag))]
    return sum(level > before + 1 for before, level in zip([1, *levels], levels, strict=False))


def _of_unknown_language(element: etree._Element) -> bool:
    said = element.get(XML_LANG) or element.get("lang") or ""
    return said.split("-", maxsplit=1)[0] == "und" and bool("".join(element.itertext()).strip())


def _has_roles(page: Page) -> bool:
    return any((element.get("role") or "").startswith("doc-") for element in page.elements)


# --- what moves, and what does not give way ---


def _moves(pages: Iterable[Page], resources: Iterable[Resource]) -> bool:
    """True if something may move: then nobody has judged whether it flashes."""
    if any(element.tag in _ANIMATING for page in pages for element in page.elements):
        return True
    return any(_moving(resource) for resource in resources)


def _moving(resource: Resource) -> bool:
    if resource.media_type in {"text/css", "image/svg+xml"}:
        return any(word in resource.data for word in (b"@keyframes", b"<animate", b":animate", b"<set "))
    if resource.media_type.startswith("image/") and resource.media_type != "image/jpeg":
        try:
            with Image.open(BytesIO(resource.data)) as image:
                return getattr(image, "n_frames", 1) > 1
        except (UnidentifiedImageError, OSError, ValueError):
            return True
    return resource.media_type.startswith(("audio/", "video/"))


def _is_rigid(resource: Resource) -> bool:
    """True for a style sheet that keeps readers from setting size, space, face or colours for themselves."""
    if resource.media_type != "text/css":
        return False
    told = (one for one in declarations(resource.data.decode("utf-8", "replace")) if one.lower_name in _OWN)
    return any(one.important or _is_fixed(one.lower_name, tinycss2.serialize(one.value)) for one in told)


def _is_fixed(name: str, value: str) -> bool:
    if name in {"color", "background", "background-color"}:
        return value.strip().lower() not in {"inherit", "currentcolor", "transparent", "none", "initial", "unset"}
    return name != "font-family" and bool(_FIXED.search(value))
