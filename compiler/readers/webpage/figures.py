"""Pictures and their captions become figures."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from compiler.messages import shortened
from compiler.model.content import Blocks, Caption, Figure, Inlines
from compiler.model.reading import Picture
from compiler.model.walk import text_of
from compiler.svg import standalone

from .furniture import why_dropped
from .images import addresses_of
from .inlines import inlines_of, is_emoji, lines
from .scope import MAX_DEPTH, Page, Scope
from .tree import Element, first, is_blank, own_language, roles, squeeze, tag, tokens, words_in

IMAGES = ("img", "picture", "svg", "image")
_ICON = 48
_FIGURE_CLASSES = frozenset(
    {
        "wp-caption",
        "wp-block-image",
        "wp-block-embed",
        "thumb",
        "captioned-image",
        "image-block",
        "captioned-image-container",
    }
    | {"figure", "photo", "image", "media", "picture", "img-wrap", "image-wrap", "article-image", "post-image"}
)
_CAPTION = re.compile(
    r"(?:^|[-_ ])(?:caption|captions|captiontext|thumbcaption|figcaption|wp-caption-text|cutline)(?:$|[-_ ])"
)
_CREDIT = re.compile(r"(?:^|[-_ ])(?:credit|credits|photo-credit|image-credit|copyright|attribution)(?:$|[-_ ])")
_ICONS = re.compile(r"(?:^|[-_ ])(?:icon|icons|avatar|gravatar|logo|badge|spinner|spacer|pixel|tracking)(?:$|[-_ ])")
_LENGTH = re.compile(r"\s*(\d{1,6})(?:\.\d+)?\s*(?:px)?\s*")
_BLOCKS = ("table", "pre", "blockquote", "ul", "ol", "dl", "h1", "h2", "h3", "h4", "h5", "h6")


def is_caption(element: Element) -> bool:
    """A `figcaption`, or an element whose class says that it is a caption."""
    return tag(element) == "figcaption" or (
        tag(element) not in {"figure", "table", "caption", "body"} and bool(_CAPTION.search(_said(element)))
    )


def _said(element: Element) -> str:
    return (element.get("class") or "").lower()[:500]


def is_figure(element: Element) -> bool:
    """A `figure`, or a frame of a picture by its class, with nothing in it but pictures and a caption."""
    if tag(element) == "figure" or "figure" in roles(element):
        return first(element, *_BLOCKS) is None
    if tag(element) not in {"div", "p", "span", "dl", "center"} or not tokens(element) & _FIGURE_CLASSES:
        return False
    if first(element, *IMAGES) is None or first(element, "figure", *_BLOCKS) is not None:
        return False
    held = sum(len(words_in(caption)) for caption in caption_elements(element))
    return len(words_in(element)) - held < 3


def caption_elements(element: Element) -> list[Element]:
    """The captions inside, the outermost of nested ones."""
    found: list[Element] = []
    within: set[int] = set()
    for inside in element.iterdescendants():
        parent = inside.getparent()
        if id(parent) in within:
            within.add(id(inside))
        elif is_caption(inside):
            found.append(inside)
            within.add(id(inside))
    return found


def images_in(element: Element) -> list[Element]:
    """The pictures inside (`picture` counts once), those of `noscript` only if there is no other."""
    found = [image for image in element.iter() if tag(image) in IMAGES and not _within(image, element, IMAGES)]
    shown = [image for image in found if not _within(image, element, ("noscript",))]
    usable = [image for image in shown if addresses_of(image) or tag(image) == "svg"]
    return usable or [image for image in found if image not in shown] or shown


def _within(image: Element, root: Element, names: tuple[str, ...]) -> bool:
    if image is root:
        return False
    for above in image.iterancestors():
        if tag(above) in names:
            return True
        if above is root:
            return False
    return False


def figure(page: Page, element: Element, scope: Scope) -> Blocks:
    """The figures of an element that holds only pictures and captions; captions without a picture are kept too."""
    inside = scope.inside(element)
    lone = caption_elements(element)
    captions = tuple(caption for found in lone for caption in captions_of(page, found, inside))
    credit = " ".join(filter(None, (_credit(found) for found in lone)))
    figures = list(pictures(page, images_in(element), inside, captioned=bool(captions)))
    if not figures:
        if not captions:
            return ()
        text = text_of(captions[0].content)
        figures = [Figure(**page.place(inside, text, page.origin(element)))]
    whole = page.origin(element) if len(figures) == 1 else figures[-1].origin
    figures[-1] = replace(figures[-1], captions=captions, credit=credit, origin=whole)
    return tuple(figures)


def captions_of(page: Page, element: Element, scope: Scope) -> tuple[Caption, ...]:
    """One caption for each language in a caption element; paragraphs of one language are its lines."""
    inside = scope.inside(element)
    paragraphs = [found for found in element if tag(found) in {"p", "div"} and own_language(found)]
    if len({own_language(found) for found in paragraphs}) > 1 and inside.depth < MAX_DEPTH:
        return tuple(caption for found in paragraphs for caption in captions_of(page, found, inside))
    content = inlines_of(page, lines(element, _is_credit), inside)
    return (caption(page, content, inside, element),) if not is_blank(text_of(content)) else ()


def caption(page: Page, content: Inlines, scope: Scope, element: Element) -> Caption:
    return Caption(content=content, **page.place(scope, text_of(content), page.origin(element)))


def _is_credit(element: Element) -> bool:
    return tag(element) in {"p", "div", "span", "small", "cite"} and bool(_CREDIT.search(_said(element)))


def _credit(element: Element) -> str:
    found = [inside for inside in element.iterdescendants() if _is_credit(inside)]
    return words_in(found[0]) if found else ""


def pictures(page: Page, images: Iterable[Element], scope: Scope, *, captioned: bool) -> Iterator[Figure]:
    """A figure for each picture worth one; a picture that is not held keeps its alternative text."""
    for image in images:
        made = _picture(page, image, scope, captioned=captioned)
        if made is not None:
            yield made


def _picture(page: Page, image: Element, scope: Scope, *, captioned: bool) -> Figure | None:
    alt = squeeze(image.get("alt") or _alt_inside(image)).strip(" ")
    reason = _no_figure(image, captioned=captioned)
    if reason:
        page.drop(image, reason)
        return None
    found = _found(page, image)
    place = page.place(scope.inside(image), alt, page.origin(image))
    if isinstance(found, Picture):
        if found.width * found.height <= 4:
            page.drop(image, "tracking pixel")
            return None
        decorative = not alt and not captioned and states_nothing(image)
        return Figure(image=found.name, alt=alt, decorative=decorative, **place)
    _report(page, image, found, alt)
    return Figure(alt=alt, **place)


def _report(page: Page, image: Element, absence: str, alt: str) -> None:
    address = next((a for a in addresses_of(image) if a[:5] != "data:"), "")
    said = f" ({shortened(address)})" if address else ""
    if absence == "image-not-held":
        hint = "save the page with its pictures, or join a file to the figure in [[figure]]"
        page.say(absence, f"a picture is named but not held{said}; a frame stands for it", hint, image, alt)
    elif absence == "image-bad":
        page.say(
            absence,
            f"what should be a picture is none{said}",
            "open it in a viewer, or save the page again",
            image,
            alt,
        )
    else:
        page.say(absence, "the page holds more pictures than Bayaz takes", "leave some out", image, alt)


def _found(page: Page, image: Element) -> Picture | str:
    if tag(image) == "svg":
        data = standalone(image)
        return page.album.add(data) if data else "image-bad"
    return page.album.picture(addresses_of(image))


def _alt_inside(image: Element) -> str:
    """The alternative text of the `img` of a `picture`, or the title of an SVG."""
    shown = first(image, "img", "title")
    if shown is None:
        return image.get("aria-label") or image.get("title") or ""
    return (shown.get("alt") or "") if tag(shown) == "img" else words_in(shown)


def states_nothing(image: Element) -> bool:
    """True for a picture of which the page itself says that it shows nothing: `alt=""` (HTML, 4.8.4.4.3), or a role of ornaments."""
    shown = first(image, "img") if tag(image) == "picture" else image
    return shown is not None and (shown.get("alt") == "" or shown.get("role") in {"presentation", "none"})


def _no_figure(image: Element, *, captioned: bool) -> str:
    """Why a picture is no figure: hidden, an icon, a pixel that counts readers."""
    if reason := why_dropped(image):
        return reason
    shown = first(image, "img") if tag(image) == "picture" else image
    if shown is None:
        return "picture without a source"
    if is_pixel(shown):
        return "tracking pixel"
    if not captioned and (_ICONS.search(f"{_said(image)} {_said(shown)}") or _is_icon_svg(image)):
        return "icon"
    return "" if addresses_of(image) or tag(image) == "svg" else "picture without a source"


def is_pixel(image: Element) -> bool:
    """A picture that nobody can see, by its stated size: it counts readers."""
    width, height = _declared(image, "width"), _declared(image, "height")
    return width is not None and height is not None and width <= 2 and height <= 2


def _is_icon_svg(image: Element) -> bool:
    return tag(image) == "svg" and (
        image.get("aria-hidden") == "true"
        or max(_declared(image, "width") or 99, _declared(image, "height") or 99) <= _ICON
    )


def _declared(image: Element, name: str) -> int | None:
    match = _LENGTH.fullmatch(image.get(name) or "")
    return int(match[1]) if match else None


def is_small(page: Page, image: Element) -> bool:
    """A picture of the size of a letter, by its attributes or its own size, so that it can stand in a line."""
    if is_emoji(image):
        return True
    height = _declared(image, "height")
    if height is None and tag(image) != "svg":
        found = page.album.picture(addresses_of(image))
        height = found.height if isinstance(found, Picture) else None
    return height is not None and height <= _ICON
