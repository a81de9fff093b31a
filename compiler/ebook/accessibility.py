"""What the package tells readers of its accessibility (schema.org terms), counted from the pages and never presumed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from io import BytesIO

from lxml import etree
from PIL import Image, UnidentifiedImageError

from compiler.model.pages import Resource
from compiler.words import Words, gettext_noop

from .documents import EPUB_TYPE, MATHML, SVG, XHTML, Page
from .metadata import Item

_ANIMATING = tuple(f"{SVG}{name}" for name in ("animate", "animateMotion", "animateTransform", "set"))
_SUMMARY = gettext_noop(
    "Text that reflows, with headings in order and a linked table of contents; the language and the direction of every "
    "passage are marked."
)
_DESCRIBED = gettext_noop("Every picture has a text alternative.")
_UNDESCRIBED = gettext_noop("Some pictures have no text alternative.")


def items(pages: Sequence[Page], resources: Sequence[Resource], language: str, words: Words) -> tuple[Item, ...]:
    """`schema:` properties of the package (EPUB Accessibility 1.1, 2.2), the summary in `words`."""
    pictures = [picture for page in pages for picture in _pictures(page)]
    described = all(map(_described, pictures))
    told = (
        *_modes(bool(pictures), described),
        *(("accessibilityFeature", feature) for feature in _features(pages, bool(pictures) and described)),
        ("accessibilityHazard", "unknown" if _moves(pages, resources) else "none"),
    )
    terms = (Item("meta", value, {"property": f"schema:{name}"}) for name, value in told)
    return *terms, _summary(bool(pictures), described, language, words)


def _modes(pictures: bool, described: bool) -> Iterator[tuple[str, str]]:
    yield "accessMode", "textual"
    if pictures:
        yield "accessMode", "visual"
        yield "accessModeSufficient", "textual,visual"
    if described:
        yield "accessModeSufficient", "textual"


def _features(pages: Sequence[Page], described: bool) -> Iterator[str]:
    yield "tableOfContents"
    yield "readingOrder"
    if all(page.has(XHTML, "h1", "h2", "h3") for page in pages if "chapter" in page.rendered.roles):
        yield "structuralNavigation"
    if described:
        yield "alternativeText"
    if any(page.has(MATHML) for page in pages):
        yield "MathML"
    if any("pagebreak" in (element.get(EPUB_TYPE) or "").split() for page in pages for element in page.elements):
        yield "pageBreakMarkers"
        # What reading systems of before 2021 look for.
        yield "printPageNumbers"
    if any("page-list" in (element.get(EPUB_TYPE) or "").split() for page in pages for element in page.elements):
        yield "pageNavigation"


def _pictures(page: Page) -> Iterator[etree._Element]:
    return (element for element in page.elements if element.tag in (f"{XHTML}img", f"{SVG}svg"))


def _described(picture: etree._Element) -> bool:
    """True for a picture with its alternative, or one that says that it is only for show."""
    if picture.get("role") in {"presentation", "none"} or picture.get("aria-hidden") == "true":
        return True
    if picture.tag == f"{XHTML}img":
        return picture.get("alt") is not None
    return bool(picture.get("aria-label") or picture.get("aria-labelledby") or picture.find(f"{SVG}title") is not None)


def _moves(pages: Iterable[Page], resources: Iterable[Resource]) -> bool:
    """True if something may move: then nobody has judged whether it flashes."""
    if any(element.tag in _ANIMATING for page in pages for element in page.elements):
        return True
    return any(_moving(resource) for resource in resources)


def _moving(resource: Resource) -> bool:
    if resource.media_type in {"text/css", "image/svg+xml"}:
        return any(word in resource.data for word in (b"@keyframes", b"<animate", b":animate", b"<set "))
    if resource.media_type in {"image/gif", "image/webp", "image/png"}:
        try:
            with Image.open(BytesIO(resource.data)) as image:
                return getattr(image, "n_frames", 1) > 1
        except (UnidentifiedImageError, OSError, ValueError):
            return True
    return resource.media_type.startswith(("audio/", "video/"))


def _summary(pictures: bool, described: bool, language: str, words: Words) -> Item:
    text = words(_SUMMARY)
    if pictures:
        text = f"{text} {words(_DESCRIBED if described else _UNDESCRIBED)}"
    attributes = {"property": "schema:accessibilitySummary"}
    if words.language.split("-", 1)[0] != language.split("-", 1)[0]:
        attributes["{http://www.w3.org/XML/1998/namespace}lang"] = words.language
    return Item("meta", text, attributes)
